#include "dialects/chia/wallet/pushes.h"

#include <algorithm>
#include <set>

#include "core/router/chain.h"
#include "dialects/chia/messages/wallet/news.h"
#include "dialects/chia/say.h"
#include "dialects/chia/wallet/coin_book.h"
#include "dialects/chia/wallet/follow_coins.h"
#include "dialects/chia/wallet/wallet_view.h"

namespace dragoman::chia {
namespace {

// A wallet takes no more in one message (wire/chia.md 5.5).
constexpr std::size_t kMostItems = 100000;
// The chain moves on while news of it are put together; then they are put together anew, but not for ever.
constexpr int kTries = 100;

struct News {
  std::int64_t fork = -1;  // height of the last block that the wallet heard of and that still counts
  std::set<Hash256> undone_blocks;
  std::vector<CoinState> items;
};

// Down from each place that the wallet has seen to the chain of now.
Task<Status> FindFork(Peer& peer, const CoinBook& book, News& news) {
  const std::vector<WalletView::Place> seen = peer.State<WalletView>().seen;
  news.fork = seen.empty() ? -1 : seen.front().height;
  for (WalletView::Place place : seen) {
    while (place.height >= 0) {
      const auto ours = book.Read([&](const CoinLedger& coins) { return coins.HashAt(place.height); });
      if (ours == place.hash) break;
      news.undone_blocks.insert(place.hash);
      const chain::BlockQuery query = chain::ByHash(place.hash);
      const Result<chain::BlockRecord> record = co_await peer.Call(chain::kHeader, query);
      if (!record.ok()) co_return record.status();
      place = {record->height - 1, record->previous};
    }
    news.fork = std::min(news.fork, place.height);
  }
  co_return Ok();
}

// The coins of undone blocks have no height any more.
Task<Status> AddUndone(Peer& peer, News& news) {
  const Subscriptions& wanted = peer.State<WalletView>().subscriptions;
  if (wanted.size() == 0) co_return Ok();
  for (const Hash256& hash : news.undone_blocks) {
    const chain::BlockQuery query = chain::ByHash(hash);
    const Result<chain::StoredBlock> stored = co_await peer.Call(chain::kBlock, query);
    if (!stored.ok()) co_return stored.status();
    const Result<FullBlock> block = ReadMessage<FullBlock>(stored->raw);
    if (!block.ok()) co_return Status(Code::kStorage, "a block of our store cannot be read");
    for (const Coin& coin : CreatedCoins(*block)) {
      if (!wanted.Wants(IdOf(coin), coin.puzzle_hash)) continue;
      CoinState gone;
      gone.coin = coin;
      news.items.push_back(gone);
    }
  }
  co_return Ok();
}

Status SayCoins(Peer& peer, const Tip& tip, std::uint32_t fork, std::span<const CoinState> items) {
  while (!items.empty()) {
    const std::span<const CoinState> some = items.first(std::min(items.size(), kMostItems));
    CoinStateUpdate update;
    update.height = tip.height;
    update.fork_height = fork;
    update.peak_hash = tip.hash;
    update.items = List<CoinState>(some);
    DRAGOMAN_TRY(Say(peer, update));
    items = items.subspan(some.size());
  }
  return Ok();
}

Status SayPeak(Peer& peer, const Tip& tip, std::uint32_t fork) {
  NewPeakWallet peak;
  peak.header_hash = tip.hash;
  peak.height = tip.height;
  peak.weight = tip.weight;
  peak.fork_point_with_previous_peak = fork;
  return Say(peer, peak);
}

}  // namespace

Task<Status> PushToWallet(Peer& peer, Tip tip, std::uint32_t fork) {
  const CoinBook& book = peer.Common<CoinBook>();
  WalletView& view = peer.State<WalletView>();
  for (int tries = 0; tries < kTries; ++tries) {
    DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
    const std::optional<Tip> now = co_await TipOf(peer);
    if (!now.has_value()) co_return Ok();
    if (view.seen.empty() && now->hash != tip.hash) fork = now->height;
    tip = *now;
    const WalletView::Place place{tip.height, tip.hash};
    if (view.WasTold(place)) co_return Ok();
    News news;
    Status found = co_await FindFork(peer, book, news);
    if (found.ok()) found = co_await AddUndone(peer, news);
    const bool first = view.seen.empty();
    const bool same = book.Read([&](const CoinLedger& coins) {
      if (WalletView::EndOf(coins) != place) return false;
      if (first || view.subscriptions.size() == 0) return true;
      coins.ForEachAbove(news.fork, [&](const Hash256& id, const CoinState& state) {
        if (view.subscriptions.Wants(id, state.coin.puzzle_hash)) news.items.push_back(state);
      });
      return true;
    });
    if (!same) continue;
    if (!found.ok()) co_return found;
    if (!first) fork = static_cast<std::uint32_t>(std::max<std::int64_t>(news.fork, 0));
    view.Told(place);
    if (!first) DRAGOMAN_CO_TRY(SayCoins(peer, tip, fork, news.items));
    co_return SayPeak(peer, tip, fork);
  }
  co_return Status(Code::kOverload, "the chain changed {} times while a wallet was told of it", kTries);
}

}  // namespace dragoman::chia
