#include "dialects/chia/wallet/coin_states.h"

#include "dialects/chia/say.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/wallet/coin_book.h"
#include "dialects/chia/wallet/coin_search.h"
#include "dialects/chia/wallet/follow_coins.h"
#include "dialects/chia/wallet/wallet_limits.h"
#include "dialects/chia/wallet/wallet_view.h"

namespace dragoman::chia {
namespace {

constexpr std::uint8_t kReorg = 0;
constexpr std::uint8_t kExceedsLimit = 1;
constexpr std::size_t kMostChildren = 1 * MiB / 78;  // what one respond_children may hold (wire/chia.md 13.2)

// Whether the wallet's last block is one of ours: the answer begins after it.
bool StartsFrom(Peer& peer, const CoinLedger& coins, const std::optional<std::uint32_t>& height, const Hash256& hash) {
  if (!height.has_value()) return hash == NetworkNamed(peer.context().network_name).genesis_challenge;
  return coins.HashAt(*height) == hash;
}

std::uint32_t After(const std::optional<std::uint32_t>& height) { return height.has_value() ? *height + 1 : 0; }

// No part of a block: what does not fit is cut off where its block begins. Gives that height where something was cut.
std::optional<std::uint32_t> CutAtBlock(std::vector<CoinState>& states, std::size_t most) {
  if (states.size() <= most) return std::nullopt;
  const std::uint32_t next = *states[most].created_height;
  states.resize(most);
  while (!states.empty() && *states.back().created_height == next) states.pop_back();
  return next;
}

}  // namespace

Task<Status> AnswerRegisterForPhUpdates(Peer& peer, const Received<RegisterForPhUpdates>& request) {
  const std::size_t most = MostSubscriptions(peer);
  WalletView& view = peer.State<WalletView>();
  RespondToPhUpdates answer;
  answer.puzzle_hashes = request->puzzle_hashes.First(most);
  answer.min_height = request->min_height;
  Subscriptions& subscriptions = view.subscriptions;
  Result<Wanted> wanted =
      co_await MakeReady(peer, answer.puzzle_hashes, subscriptions.puzzles, subscriptions.Room(most));
  if (!wanted.ok()) co_return wanted.status();
  subscriptions.puzzles = wanted->with;
  CoinQuery query;
  query.from = request->min_height;
  query.most = MostStates(peer, answer.puzzle_hashes.size());
  const Finish finish = [&](const CoinLedger& coins, std::vector<CoinState> found) {
    answer.coin_states = found;
    view.Answered(coins);
  };
  // What it was subscribed to already it has heard of.
  DRAGOMAN_CO_TRY(co_await SearchCoins(peer, query, std::move(wanted->added), finish));
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRegisterForCoinUpdates(Peer& peer, const Received<RegisterForCoinUpdates>& request) {
  const std::size_t most = MostSubscriptions(peer);
  WalletView& view = peer.State<WalletView>();
  RespondToCoinUpdates answer;
  answer.coin_ids = request->coin_ids.First(most);
  answer.min_height = request->min_height;
  Subscriptions& subscriptions = view.subscriptions;
  Result<Wanted> wanted = co_await MakeReady(peer, answer.coin_ids, subscriptions.coins, subscriptions.Room(most));
  if (!wanted.ok()) co_return wanted.status();
  subscriptions.coins = wanted->with;
  CoinQuery query;
  query.by = CoinQuery::By::kId;
  query.from = request->min_height;
  query.most = MostStates(peer, answer.coin_ids.size());
  const Finish finish = [&](const CoinLedger& coins, std::vector<CoinState> found) {
    answer.coin_states = found;
    view.Answered(coins);
  };
  DRAGOMAN_CO_TRY(co_await SearchCoins(peer, query, std::move(wanted->sorted), finish));
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRemovePuzzleSubscriptions(Peer& peer, const Received<RequestRemovePuzzleSubscriptions>& request) {
  Subscriptions::Set& puzzles = peer.State<WalletView>().subscriptions.puzzles;
  Result<Removal> removal = co_await RemoveFrom(peer, puzzles, request->puzzle_hashes);
  if (!removal.ok()) co_return removal.status();
  puzzles = removal->left;
  RespondRemovePuzzleSubscriptions answer;
  answer.puzzle_hashes = removal->removed;
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRemoveCoinSubscriptions(Peer& peer, const Received<RequestRemoveCoinSubscriptions>& request) {
  Subscriptions::Set& coins = peer.State<WalletView>().subscriptions.coins;
  Result<Removal> removal = co_await RemoveFrom(peer, coins, request->coin_ids);
  if (!removal.ok()) co_return removal.status();
  coins = removal->left;
  RespondRemoveCoinSubscriptions answer;
  answer.coin_ids = removal->removed;
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRequestChildren(Peer& peer, const Received<RequestChildren>& request) {
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  WalletView& view = peer.State<WalletView>();
  RespondChildren answer;
  answer.coin_states = peer.Common<CoinBook>().Read([&](const CoinLedger& coins) {
    view.Answered(coins);
    return coins.OfParent(request->coin_name, kMostChildren);
  });
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRequestPuzzleState(Peer& peer, const Received<RequestPuzzleState>& request) {
  Subscriptions& subscriptions = peer.State<WalletView>().subscriptions;
  const std::size_t room = subscriptions.Room(MostSubscriptions(peer));
  const List<Hash256> hashes = request->puzzle_hashes.First(kMostPuzzlesInState);
  Result<Wanted> wanted = co_await MakeReady(peer, hashes, subscriptions.puzzles, room);
  if (!wanted.ok()) co_return wanted.status();
  const CoinStateFilters& filters = request->filters;
  const bool exceeds = request->subscribe_when_finished && wanted->once.size() > room;
  CoinQuery query;
  query.from = After(request->previous_height);
  query.min_amount = filters.min_amount;
  const std::size_t most = MostStates(peer, wanted->once.size());
  query.most = most + 1;
  // No coin here is ever spent.
  if (!filters.include_unspent || exceeds) wanted->sorted.clear();
  RespondPuzzleState answer;
  std::optional<std::uint8_t> reject;
  const Finish finish = [&](const CoinLedger& coins, std::vector<CoinState> found) {
    const bool starts = StartsFrom(peer, coins, request->previous_height, request->header_hash);
    if (!starts || coins.height() < 0) {
      reject = starts && exceeds ? kExceedsLimit : kReorg;
      return;
    }
    if (exceeds) {
      reject = kExceedsLimit;
      return;
    }
    const std::optional<std::uint32_t> next = CutAtBlock(found, most);
    answer.is_finished = !next.has_value();
    answer.height = next.has_value() ? *next - 1 : static_cast<std::uint32_t>(coins.height());
    answer.header_hash = coins.HashAt(answer.height).value_or(Hash256{});
    answer.coin_states = found;
    peer.State<WalletView>().Answered(coins);
  };
  DRAGOMAN_CO_TRY(co_await SearchCoins(peer, query, std::move(wanted->sorted), finish));
  if (reject.has_value()) {
    RejectPuzzleState refusal;
    refusal.reason = *reject;
    co_return AnswerTo(peer, request.envelope(), refusal);
  }
  if (answer.is_finished && request->subscribe_when_finished) subscriptions.puzzles = wanted->with;
  answer.puzzle_hashes = wanted->once;
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRequestCoinState(Peer& peer, const Received<RequestCoinState>& request) {
  Subscriptions& subscriptions = peer.State<WalletView>().subscriptions;
  const std::size_t room = subscriptions.Room(MostSubscriptions(peer));
  const List<Hash256> ids = request->coin_ids.First(MostCoinIds(peer));
  Result<Wanted> wanted = co_await MakeReady(peer, ids, subscriptions.coins, room);
  if (!wanted.ok()) co_return wanted.status();
  const bool exceeds = request->subscribe && wanted->once.size() > room;
  CoinQuery query;
  query.by = CoinQuery::By::kId;
  query.from = After(request->previous_height);
  query.most = MostStates(peer, wanted->once.size());
  if (exceeds) wanted->sorted.clear();
  RespondCoinState answer;
  std::optional<std::uint8_t> reject;
  const Finish finish = [&](const CoinLedger& coins, std::vector<CoinState> found) {
    if (!StartsFrom(peer, coins, request->previous_height, request->header_hash)) {
      reject = kReorg;
      return;
    }
    if (exceeds) {
      reject = kExceedsLimit;
      return;
    }
    answer.coin_states = found;
    peer.State<WalletView>().Answered(coins);
  };
  DRAGOMAN_CO_TRY(co_await SearchCoins(peer, query, std::move(wanted->sorted), finish));
  if (reject.has_value()) {
    RejectCoinState refusal;
    refusal.reason = *reject;
    co_return AnswerTo(peer, request.envelope(), refusal);
  }
  if (request->subscribe) subscriptions.coins = wanted->with;
  answer.coin_ids = wanted->once;
  co_return AnswerTo(peer, request.envelope(), answer);
}

}  // namespace dragoman::chia
