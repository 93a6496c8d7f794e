#include "dialects/chia/wallet/coin_search.h"

#include <algorithm>

#include "dialects/chia/wallet/coin_book.h"
#include "dialects/chia/wallet/follow_coins.h"

namespace dragoman::chia {
namespace {

// Up to so many hashes, and among so few coins, it is done at once: about 2 ms. 200,000 hashes among 450,000 coins take
// 0.4 s.
constexpr std::size_t kFewHashes = 1000;
constexpr std::size_t kFewCoins = 10'000;
// A chain that is reorganised this often while it is looked at is not looked at.
constexpr int kMostReorganisations = 100;

template <class T>
Task<Result<T>> Do(Peer& peer, bool here, std::function<T()> work) {
  if (here) co_return work();
  const auto result = std::make_shared<T>();  // outlives the peer, should that go meanwhile
  const std::function<Status()> run = [result, work] {
    *result = work();
    return Ok();
  };
  Status done = co_await peer.Elsewhere(run);
  if (!done.ok()) co_return done;
  co_return std::move(*result);
}

bool Asks(const CoinQuery& query, std::span<const Hash256> hashes, const Hash256& id, const CoinState& state) {
  const bool by_id = query.by == CoinQuery::By::kId;
  return *state.created_height >= query.from && state.coin.amount >= query.min_amount &&
         std::ranges::binary_search(hashes, by_id ? id : state.coin.puzzle_hash);
}

// What came after `place`; false if that is no part of the chain any more.
bool AddSince(const CoinLedger& coins, const WalletView::Place& place, const CoinQuery& query,
              std::span<const Hash256> hashes, std::vector<CoinState>& found) {
  if (!place.IsOn(coins)) return false;
  coins.ForEachAbove(place.height, [&](const Hash256& id, const CoinState& state) {
    if (found.size() < query.most && Asks(query, hashes, id, state)) found.push_back(state);
  });
  return true;
}

}  // namespace

Task<Result<Wanted>> MakeReady(Peer& peer, List<Hash256> hashes, Subscriptions::Set subscribed, std::size_t room) {
  const bool here = hashes.size() + subscribed.size() <= kFewHashes;
  const std::function<Wanted()> work = [hashes = hashes.Owned(), subscribed, room] {
    const std::vector<Hash256> once = UniqueInOrder(hashes);
    Wanted wanted;
    wanted.with = subscribed;
    wanted.added = Sorted(wanted.with.Add(once, room));
    wanted.once = once;
    wanted.sorted = Sorted(once);
    return wanted;
  };
  Result<Wanted> wanted = co_await Do(peer, here, work);
  co_return wanted;
}

Task<Status> SearchCoins(Peer& peer, CoinQuery query, std::vector<Hash256> hashes, Finish finish) {
  const std::shared_ptr<const CoinBook> book = peer.Common<CoinBook>().shared_from_this();
  const auto wanted = std::make_shared<const std::vector<Hash256>>(std::move(hashes));
  for (int tries = 0; tries < kMostReorganisations; ++tries) {
    DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
    const WalletView::Place end = book->Read(WalletView::EndOf);
    const bool here = wanted->size() <= kFewHashes && book->size() <= kFewCoins;
    const std::function<Found()> work = [book, wanted, query, end] { return book->Find(query, *wanted, end); };
    Result<Found> found = co_await Do(peer, here, work);
    if (!found.ok()) co_return found.status();
    if (!found->has_value()) continue;
    const bool same = book->Read([&](const CoinLedger& coins) {
      if (!AddSince(coins, end, query, *wanted, **found)) return false;
      finish(coins, std::move(**found));
      return true;
    });
    if (same) co_return Ok();
  }
  co_return Status(Code::kOverload, "the chain was reorganised {} times while coins were looked up", kMostReorganisations);
}

Task<Result<Removal>> RemoveFrom(Peer& peer, Subscriptions::Set subscribed, std::optional<List<Hash256>> unwanted) {
  const std::size_t hashes = subscribed.size() + (unwanted.has_value() ? unwanted->size() : 0);
  if (unwanted.has_value()) unwanted = unwanted->Owned();
  const std::function<Removal()> work = [subscribed, unwanted] {
    Removal removal;
    removal.left = subscribed;
    removal.removed = unwanted.has_value() ? removal.left.Remove(*unwanted) : removal.left.RemoveAll();
    return removal;
  };
  Result<Removal> removal = co_await Do(peer, hashes <= kFewHashes, work);
  co_return removal;
}

}  // namespace dragoman::chia
