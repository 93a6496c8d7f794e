// CoinSearch: what the book of coins holds for a list of hashes, however long it is. Long ones are worked on off the
// network threads, and the book is held for one piece at a time, so that whoever follows the chain need not wait.
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/wallet/coin_ledger.h"
#include "dialects/chia/wallet/subscriptions.h"

namespace dragoman::chia {

// A list as it came, made ready.
struct Wanted {
  List<Hash256> once;           // each hash once, where it came first
  std::vector<Hash256> sorted;  // those
  std::vector<Hash256> added;   // sorted: those that the subscriptions did not hold, as many as there was room for
  Subscriptions::Set with;      // the subscriptions and these
};

Task<Result<Wanted>> MakeReady(Peer& peer, List<Hash256> hashes, Subscriptions::Set subscribed, std::size_t room);

// Called with the coins of the chain as it is at that moment.
using Finish = std::function<void(const CoinLedger& coins, std::vector<CoinState> found)>;

// `hashes` sorted, each once. Errors: those of FollowCoins, kOverload.
Task<Status> SearchCoins(Peer& peer, CoinQuery query, std::vector<Hash256> hashes, Finish finish);

// What was there of `unwanted`.
struct Removal {
  List<Hash256> removed;
  Subscriptions::Set left;
};
Task<Result<Removal>> RemoveFrom(Peer& peer, Subscriptions::Set subscribed, std::optional<List<Hash256>> unwanted);

}  // namespace dragoman::chia
