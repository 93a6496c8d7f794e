#include "dialects/chia/acquaintance.h"

#include "dialects/chia/link.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

peers::Address RemoteOf(const Peer& peer) {
  peers::Address address;
  address.host = HostOf(peer.link().remote);
  address.port = PortOf(peer.link().remote);
  address.seen = peer.context().clock->WallNanos() / 1'000'000'000;
  return address;
}

}  // namespace

Acquaintance::~Acquaintance() {
  if (router_ == nullptr) return;
  router_->Call<peers::Met, peers::Nothing>(network_, peers::kLeft, met_, [](const Result<peers::Nothing>&) {});
}

Task<Status> Meet(Peer& peer) {
  Link& link = peer.State<Link>();
  if (link.type != NodeType::kFullNode) {
    // Among the addresses that we found there may be those of other kinds of nodes. An introducer is believed much, so
    // only who was meant to be one is heard.
    const bool meant = link.type == NodeType::kIntroducer && peer.errand() == Errand::kAddresses;
    if (peer.inbound() || peer.configured() || meant) co_return Ok();
    Status other(Code::kClosed, "it is no full node");
    co_return other.With(verdict::kUnsuitable);
  }
  peers::Met met;
  met.address = RemoteOf(peer);
  met.dialed = !peer.inbound();
  const Result<peers::Welcome> welcome = co_await peer.Call(peers::kMet, met);
  if (!welcome.ok()) co_return Ok();  // nobody keeps a book
  if (!welcome->stay) {
    Status enough(Code::kClosed, "it answers, and we have peers enough");
    co_return enough.With(verdict::kUnsuitable);
  }
  link.acquaintance = Acquaintance(peer.context(), met);
  co_return Ok();
}

void TellItIsThere(Peer& peer) { peer.Tell(peers::kHeard, RemoteOf(peer)); }

void TellItIsUs(Peer& peer) {
  if (!peer.inbound()) peer.Tell(peers::kOurs, RemoteOf(peer));
}

}  // namespace dragoman::chia
