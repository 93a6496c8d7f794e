#include "tests/simulation/tiny_pings.h"

#include "core/wire/codec.h"

namespace dragoman::simulation {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAnswers = "10.200.0.1";
constexpr const char* kAsks = "10.201.0.1";
constexpr const char* kPort = "7777";
constexpr NativeType kPing = 1;

// Kept with its peer, so that it ends no later.
struct Pinging {
  std::optional<Task<Status>> task;
};

Envelope PingOf(std::uint64_t nonce) {
  ByteVector body;
  Writer(body).U64(nonce, std::endian::big);
  Envelope ping;
  ping.native = kPing;
  ping.body = Slice::Copy(body);
  return ping;
}

}  // namespace

TinyPings::TinyPings(MemoryHost& host, MemoryNetwork& network, const Dialect& tiny,
                     std::function<void(const Event&)> hear) {
  world::LifeOptions options;
  options.dialect = &tiny;
  options.network = tiny.networks().front().name;
  options.port = kPort;
  options.place = kAnswers;
  options.hear = hear;
  answers_ = std::make_unique<world::Life>(host, network, options);
  options.place = kAsks;
  options.hear = std::move(hear);
  options.on_ready = [this](Peer& peer) {
    std::optional<Task<Status>>& task = peer.State<Pinging>().task;
    task.emplace(PingForEver(peer));
    task->Start();
  };
  // Tiny has no rule for dialing again.
  options.on_lost = [this](const Status&) {
    asks_->loop().After(2s, [this] { asks_->node().Dial(std::string(kAnswers) + ":" + kPort, *dialer_, asks_->loop()); });
  };
  asks_ = std::make_unique<world::Life>(host, network, options);
  dialer_ = network.DialerOf(kAsks, asks_->loop());
}

Status TinyPings::Start() {
  DRAGOMAN_TRY(answers_->Start());
  DRAGOMAN_TRY(asks_->Start());
  asks_->node().Dial(std::string(kAnswers) + ":" + kPort, *dialer_, asks_->loop());
  return Ok();
}

Task<Status> TinyPings::PingForEver(Peer& peer) {
  for (std::uint64_t nonce = 1;; ++nonce) {
    const Envelope ping = PingOf(nonce);
    const Result<Envelope> pong = co_await peer.AskEnvelope(ping, 30s);
    if (!pong.ok()) {
      peer.Close(pong.status());
      co_return pong.status();
    }
    const bool same = pong->body.size() >= 8 && std::ranges::equal(pong->body.bytes().first(8), ping.body.bytes());
    if (!same) complaints_.push_back("tiny: ping " + std::to_string(nonce) + " got the answer of another");
    ++pongs_;
    co_await peer.Sleep(1s);
  }
}

}  // namespace dragoman::simulation
