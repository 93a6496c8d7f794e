#include "dialects/chia/wallet/coin_states.h"

#include "dialects/chia/say.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/wallet/coin_book.h"
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
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  const std::size_t most = MostSubscriptions(peer);
  WalletView& view = peer.State<WalletView>();
  RespondToPhUpdates answer;
  answer.puzzle_hashes = request->puzzle_hashes.First(most);
  answer.min_height = request->min_height;
  const std::vector<Hash256> wanted = UniqueInOrder(answer.puzzle_hashes);
  // What it was subscribed to already it has heard of.
  const std::vector<Hash256> added = Sorted(view.subscriptions.puzzles.Add(wanted, view.subscriptions.Room(most)));
  const std::size_t most_states = MostStates(peer, answer.puzzle_hashes.size());
  answer.coin_states = peer.Common<CoinBook>().Read([&](const CoinLedger& coins) {
    view.Answered(coins);
    return coins.OfPuzzles(added, request->min_height, 0, most_states);
  });
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRegisterForCoinUpdates(Peer& peer, const Received<RegisterForCoinUpdates>& request) {
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  const std::size_t most = MostSubscriptions(peer);
  WalletView& view = peer.State<WalletView>();
  RespondToCoinUpdates answer;
  answer.coin_ids = request->coin_ids.First(most);
  answer.min_height = request->min_height;
  const std::vector<Hash256> wanted = UniqueInOrder(answer.coin_ids);
  view.subscriptions.coins.Add(wanted, view.subscriptions.Room(most));
  const std::vector<Hash256> ids = Sorted(wanted);
  const std::size_t most_states = MostStates(peer, answer.coin_ids.size());
  answer.coin_states = peer.Common<CoinBook>().Read([&](const CoinLedger& coins) {
    view.Answered(coins);
    return coins.OfIds(ids, request->min_height, most_states);
  });
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRemovePuzzleSubscriptions(Peer& peer, const Received<RequestRemovePuzzleSubscriptions>& request) {
  Subscriptions::Set& puzzles = peer.State<WalletView>().subscriptions.puzzles;
  RespondRemovePuzzleSubscriptions answer;
  answer.puzzle_hashes = request->puzzle_hashes.has_value() ? puzzles.Remove(*request->puzzle_hashes) : puzzles.RemoveAll();
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRemoveCoinSubscriptions(Peer& peer, const Received<RequestRemoveCoinSubscriptions>& request) {
  Subscriptions::Set& coins = peer.State<WalletView>().subscriptions.coins;
  RespondRemoveCoinSubscriptions answer;
  answer.coin_ids = request->coin_ids.has_value() ? coins.Remove(*request->coin_ids) : coins.RemoveAll();
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
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  Subscriptions& subscriptions = peer.State<WalletView>().subscriptions;
  const std::vector<Hash256> wanted = UniqueInOrder(request->puzzle_hashes.First(kMostPuzzlesInState));
  const std::vector<Hash256> sorted = Sorted(wanted);
  const CoinStateFilters& filters = request->filters;
  const std::size_t most = MostStates(peer, wanted.size());
  const bool exceeds = request->subscribe_when_finished && subscriptions.size() + wanted.size() > MostSubscriptions(peer);
  RespondPuzzleState answer;
  std::optional<std::uint8_t> reject;
  peer.Common<CoinBook>().Read([&](const CoinLedger& coins) {
    const bool starts = StartsFrom(peer, coins, request->previous_height, request->header_hash);
    if (!starts || coins.height() < 0) {
      reject = starts && exceeds ? kExceedsLimit : kReorg;
      return;
    }
    if (exceeds) {
      reject = kExceedsLimit;
      return;
    }
    std::vector<CoinState> states;
    // No coin here is ever spent.
    if (filters.include_unspent) states = coins.OfPuzzles(sorted, After(request->previous_height), filters.min_amount, most + 1);
    const std::optional<std::uint32_t> next = CutAtBlock(states, most);
    answer.is_finished = !next.has_value();
    answer.height = next.has_value() ? *next - 1 : static_cast<std::uint32_t>(coins.height());
    answer.header_hash = coins.HashAt(answer.height).value_or(Hash256{});
    answer.coin_states = states;
    peer.State<WalletView>().Answered(coins);
  });
  if (reject.has_value()) {
    RejectPuzzleState refusal;
    refusal.reason = *reject;
    co_return AnswerTo(peer, request.envelope(), refusal);
  }
  if (answer.is_finished && request->subscribe_when_finished) {
    subscriptions.puzzles.Add(wanted, subscriptions.Room(MostSubscriptions(peer)));
  }
  answer.puzzle_hashes = wanted;
  co_return AnswerTo(peer, request.envelope(), answer);
}

Task<Status> AnswerRequestCoinState(Peer& peer, const Received<RequestCoinState>& request) {
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  Subscriptions& subscriptions = peer.State<WalletView>().subscriptions;
  const std::vector<Hash256> wanted = UniqueInOrder(request->coin_ids.First(MostCoinIds(peer)));
  const std::vector<Hash256> sorted = Sorted(wanted);
  const bool exceeds = request->subscribe && subscriptions.size() + wanted.size() > MostSubscriptions(peer);
  RespondCoinState answer;
  std::optional<std::uint8_t> reject;
  peer.Common<CoinBook>().Read([&](const CoinLedger& coins) {
    if (!StartsFrom(peer, coins, request->previous_height, request->header_hash)) {
      reject = kReorg;
      return;
    }
    if (exceeds) {
      reject = kExceedsLimit;
      return;
    }
    answer.coin_states = coins.OfIds(sorted, After(request->previous_height), MostStates(peer, wanted.size()));
    peer.State<WalletView>().Answered(coins);
  });
  if (reject.has_value()) {
    RejectCoinState refusal;
    refusal.reason = *reject;
    co_return AnswerTo(peer, request.envelope(), refusal);
  }
  if (request->subscribe) subscriptions.coins.Add(wanted, subscriptions.Room(MostSubscriptions(peer)));
  answer.coin_ids = wanted;
  co_return AnswerTo(peer, request.envelope(), answer);
}

}  // namespace dragoman::chia
