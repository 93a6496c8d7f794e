#include "dialects/flowee/server/keep_alive.h"

#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

struct PingClock {
  std::optional<Instant> last_ping;
};

Status NoPingFor(std::chrono::seconds time) {
  return Status(Code::kTimedOut, "no ping for {} s", static_cast<std::uint64_t>(time.count()));
}

}  // namespace

Task<Status> AnswerPings(Peer& peer, Inbox<system::Ping>& pings) {
  for (;;) {
    const auto ping = co_await pings.Next();
    if (!ping.ok()) co_return ping.status();
    if (!peer.inbound()) co_return Status(Code::kUnexpected, "only the side that connected may ping");
    peer.State<PingClock>().last_ping = peer.Now();
    const system::Pong pong;
    DRAGOMAN_CO_TRY(peer.Send(pong));
  }
}

Task<Status> ExpectPings(Peer& peer) {
  co_await peer.Sleep(hub::kFirstPingDeadline);
  const PingClock& clock = peer.State<PingClock>();
  if (!clock.last_ping.has_value()) co_return NoPingFor(hub::kFirstPingDeadline);
  for (;;) {
    const Duration left = *clock.last_ping + hub::kPingDeadline - peer.Now();
    if (left <= Duration::zero()) co_return NoPingFor(hub::kPingDeadline);
    co_await peer.Sleep(left);
  }
}

}  // namespace dragoman::flowee
