#include "dialects/chia/wallet/coin_ledger.h"

#include <algorithm>

#include "dialects/chia/coin_id.h"

namespace dragoman::chia {

Hash256 IdOf(const Coin& coin) { return CoinId(coin.parent_coin_info, coin.puzzle_hash, coin.amount); }

CoinState CoinLedger::StateOf(const Entry& entry) {
  CoinState state;
  state.coin = entry.coin;
  state.created_height = entry.created;
  return state;
}

void CoinLedger::Append(const BlockCoins& block) {
  const auto height = static_cast<std::uint32_t>(blocks_.size());
  blocks_.push_back({block.hash, entries_.size()});
  if (block.ends_sub_epoch) sub_epochs_.push_back(height);
  for (const Coin& coin : block.created) {
    const auto place = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({IdOf(coin), coin, height});
    by_id_[entries_.back().id].push_back(place);
    by_puzzle_[coin.puzzle_hash].push_back(place);
    by_parent_[coin.parent_coin_info].push_back(place);
  }
}

// Entries go as they came, so theirs is always the last place.
void CoinLedger::Forget(std::map<Hash256, Places>& index, const Hash256& key) {
  const auto found = index.find(key);
  found->second.pop_back();
  if (found->second.empty()) index.erase(found);
}

void CoinLedger::DropTop() {
  const std::size_t first = blocks_.back().first_entry;
  while (entries_.size() > first) {
    const Entry& last = entries_.back();
    Forget(by_id_, last.id);
    Forget(by_puzzle_, last.coin.puzzle_hash);
    Forget(by_parent_, last.coin.parent_coin_info);
    entries_.pop_back();
  }
  blocks_.pop_back();
  if (!sub_epochs_.empty() && sub_epochs_.back() == blocks_.size()) sub_epochs_.pop_back();
}

std::optional<Hash256> CoinLedger::HashAt(std::int64_t height) const {
  if (height < 0 || height > this->height()) return std::nullopt;
  return blocks_[static_cast<std::size_t>(height)].hash;
}

std::vector<CoinState> CoinLedger::OfPuzzles(std::span<const Hash256> puzzle_hashes, std::uint32_t from,
                                             std::uint64_t min_amount, std::size_t most) const {
  Places found;
  for (const Hash256& puzzle_hash : puzzle_hashes) {
    const auto places = by_puzzle_.find(puzzle_hash);
    if (places == by_puzzle_.end()) continue;
    const Places& all = places->second;
    const auto first = std::ranges::lower_bound(all, from, {}, [this](std::uint32_t place) { return entries_[place].created; });
    std::copy_if(first, all.end(), std::back_inserter(found),
                 [&](std::uint32_t place) { return entries_[place].coin.amount >= min_amount; });
  }
  std::ranges::stable_sort(found, {}, [this](std::uint32_t place) { return entries_[place].created; });
  if (found.size() > most) found.resize(most);
  std::vector<CoinState> states;
  states.reserve(found.size());
  for (const std::uint32_t place : found) states.push_back(StateOf(entries_[place]));
  return states;
}

std::vector<CoinState> CoinLedger::OfIds(std::span<const Hash256> ids, std::uint32_t from, std::size_t most) const {
  std::vector<CoinState> states;
  for (const Hash256& id : ids) {
    if (states.size() == most) break;
    const auto places = by_id_.find(id);
    if (places == by_id_.end()) continue;
    const Entry& entry = entries_[places->second.back()];
    if (entry.created >= from) states.push_back(StateOf(entry));
  }
  return states;
}

std::vector<CoinState> CoinLedger::OfParent(const Hash256& parent, std::size_t most) const {
  std::vector<CoinState> states;
  const auto places = by_parent_.find(parent);
  if (places == by_parent_.end()) return states;
  for (const std::uint32_t place : places->second) {
    if (states.size() == most) break;
    states.push_back(StateOf(entries_[place]));
  }
  return states;
}

}  // namespace dragoman::chia
