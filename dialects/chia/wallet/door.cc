#include "dialects/chia/wallet/door.h"

#include "dialects/chia/wallet/coin_book.h"
#include "dialects/chia/wallet/follow_coins.h"
#include "dialects/chia/wallet/wallet_view.h"

namespace dragoman::chia {

Task<Status> CheckCoinsAreKnown(Peer& peer) {
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  // Where there is no chain yet, all of it will be news.
  WalletView& view = peer.State<WalletView>();
  if (view.seen.empty() && peer.Common<CoinBook>().height() < 0) view.Told({});
  co_return Ok();
}

}  // namespace dragoman::chia
