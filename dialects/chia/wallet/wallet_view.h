// WalletView: what one wallet knows from us and wants to know (Peer::State).
#pragma once

#include "dialects/chia/wallet/coin_ledger.h"
#include "dialects/chia/wallet/subscriptions.h"

namespace dragoman::chia {

struct WalletView {
  // The end of the chain at some moment; height -1: no chain.
  struct Place {
    std::int64_t height = -1;
    Hash256 hash{};
    friend bool operator==(const Place&, const Place&) = default;
    // No chain is the beginning of every one.
    bool IsOn(const CoinLedger& coins) const { return height < 0 || coins.HashAt(height) == hash; }
  };

  Subscriptions subscriptions;
  // The peak it was told last, and then those from which it had answers since: should they be undone, it is told what
  // went with them. Empty before the first peak.
  std::vector<Place> seen;

  static Place EndOf(const CoinLedger& coins) { return {coins.height(), coins.top().value_or(Hash256{})}; }
  bool WasTold(const Place& place) const { return !seen.empty() && seen.front() == place; }
  void Told(const Place& place) { seen.assign(1, place); }
  // An answer tells the coins as they are now.
  void Answered(const CoinLedger& coins);
};

}  // namespace dragoman::chia
