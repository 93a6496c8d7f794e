#include "dialects/flowee/client/flows.h"

namespace dragoman::flowee {
namespace {

constexpr std::chrono::seconds kPingInterval{90};
constexpr std::chrono::seconds kPongDeadline{120};

struct PongClock {
  std::optional<Instant> unanswered_since;
};

}  // namespace

Task<Status> SendPings(Peer& peer) {
  for (;;) {
    co_await peer.Sleep(kPingInterval);
    const system::Ping ping;
    DRAGOMAN_CO_TRY(peer.Send(ping));
    std::optional<Instant>& since = peer.State<PongClock>().unanswered_since;
    if (!since.has_value()) since = peer.Now();
  }
}

Task<Status> HearPongs(Peer& peer, Inbox<system::Pong>& pongs) {
  for (;;) {
    const auto pong = co_await pongs.Next();
    if (!pong.ok()) co_return pong.status();
    peer.State<PongClock>().unanswered_since.reset();
  }
}

Task<Status> ExpectPongs(Peer& peer) {
  const PongClock& clock = peer.State<PongClock>();
  for (;;) {
    const Instant since = clock.unanswered_since.value_or(peer.Now());
    const Duration left = since + kPongDeadline - peer.Now();
    if (left <= Duration::zero()) {
      co_return Status(Code::kTimedOut, "no pong for {} s", static_cast<std::uint64_t>(kPongDeadline.count()));
    }
    co_await peer.Sleep(left);
  }
}

}  // namespace dragoman::flowee
