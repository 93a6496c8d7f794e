#include "dialects/chia/wallet/wallet_view.h"

namespace dragoman::chia {

void WalletView::Answered(const CoinLedger& coins) {
  const Place now = EndOf(coins);
  if (seen.empty() || seen.back() == now) return;
  // A place on the way to this one adds nothing; the peak it was told stays, as news begin there.
  const Place& last = seen.back();
  if (seen.size() > 1 && coins.HashAt(last.height) == last.hash) seen.pop_back();
  seen.push_back(now);
}

}  // namespace dragoman::chia
