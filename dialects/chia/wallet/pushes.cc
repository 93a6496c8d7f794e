#include "dialects/chia/wallet/pushes.h"

#include "dialects/chia/messages/wallet.h"
#include "dialects/chia/say.h"

namespace dragoman::chia {

Task<Status> PushToWallet(Peer& peer, Tip tip, std::uint32_t fork) {
  NewPeakWallet peak;
  peak.header_hash = tip.hash;
  peak.height = tip.height;
  peak.weight = tip.weight;
  peak.fork_point_with_previous_peak = fork;
  co_return Say(peer, peak);
}

}  // namespace dragoman::chia
