// Tiny, a demonstration dialect: u32 big-endian length, u8 type, fields in declaration order.
#include "dialects/dialects.h"

namespace dragoman::tiny {

struct Ping {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "ping";

  std::uint64_t nonce = 0;
  // One list drives decoding, encoding, sizing, JSON, inspection and fuzzing.
  static void Fields(auto& visit, auto& m) { visit("nonce", m.nonce); }
};

struct Pong {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "pong";

  std::uint64_t nonce = 0;
  std::string agent;
  static void Fields(auto& visit, auto& m) {
    visit("nonce", m.nonce);
    visit("agent", m.agent, Max{64});
  }
};

// The side that connects pings once and learns the other's name.
Task<Status> SayHello(Peer& peer) {
  const Ping ping;
  const auto pong = co_await peer.Ask<Pong>(ping, std::chrono::seconds(5));
  if (pong.ok()) peer.Learn("agent", (*pong)->agent);
  co_return pong.status();
}

// Answers every ping until the peer goes away.
Task<Status> AnswerPings(Peer& peer, Inbox<Ping>& pings) {
  for (;;) {
    const auto ping = co_await pings.Next();  // Result<Received<Ping>>
    if (!ping.ok()) co_return ping.status();
    Pong pong;
    pong.nonce = (*ping)->nonce;
    pong.agent = peer.agent();
    DRAGOMAN_CO_TRY(peer.Send(pong));
  }
}

Status Register(DialectRegistry& registry) {
  Dialect tiny("tiny");
  tiny.Listen(Transport::kTcp, 7777)
      .Frame(LengthPrefix{.width = 4, .order = std::endian::big, .limit = 64 * 1024})
      .Message<Ping>({.bytes = 8, .per_second = 10})
      .Message<Pong>({.bytes = 80})
      .Replies<Ping, Pong>()
      .Introduce(SayHello)
      .Flow("answer-pings", AnswerPings);
  return registry.Add(std::move(tiny));
}

}  // namespace dragoman::tiny
