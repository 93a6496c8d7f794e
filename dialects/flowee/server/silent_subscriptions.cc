// Blocks and double spends: subscribed without an answer (wire/flowee.md 9.9, 9.12).
#include "dialects/flowee/server/notify.h"
#include "dialects/flowee/server/subscriptions.h"

namespace dragoman::flowee {

Task<Status> TakeBlockSubscription(Peer& peer, const Received<block_notification::Subscribe>&) {
  ListenForNews(peer);
  peer.State<Subscriptions>().blocks = true;
  co_return Ok();
}

Task<Status> EndBlockSubscription(Peer& peer, const Received<block_notification::Unsubscribe>&) {
  peer.State<Subscriptions>().blocks = false;
  co_return Ok();
}

Task<Status> TakeDoubleSpendSubscription(Peer& peer,
                                         const Received<double_spend_notification::Subscribe>&) {
  ListenForNews(peer);
  peer.State<Subscriptions>().double_spends = true;
  co_return Ok();
}

Task<Status> EndDoubleSpendSubscription(Peer& peer,
                                        const Received<double_spend_notification::Unsubscribe>&) {
  peer.State<Subscriptions>().double_spends = false;
  co_return Ok();
}

}  // namespace dragoman::flowee
