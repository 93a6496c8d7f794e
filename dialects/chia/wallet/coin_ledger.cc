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

void CoinLedger::Find(const CoinQuery& query, std::span<const Hash256> hashes, std::int64_t last,
                      std::vector<Hit>& hits) const {
  const bool by_id = query.by == CoinQuery::By::kId;
  const std::map<Hash256, Places>& index = by_id ? by_id_ : by_puzzle_;
  const auto created = [this](std::uint32_t place) { return entries_[place].created; };
  for (const Hash256& hash : hashes) {
    const auto places = index.find(hash);
    if (places == index.end()) continue;
    auto from = std::ranges::lower_bound(places->second, query.from, {}, created);
    const auto end = std::ranges::upper_bound(from, places->second.end(), last, {}, created);
    if (by_id && from != end) from = end - 1;  // the same coin may come again
    std::size_t room = query.most;
    for (; from != end && room > 0; ++from) {
      if (entries_[*from].coin.amount < query.min_amount) continue;
      hits.push_back({created(*from), *from});
      --room;
    }
  }
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
