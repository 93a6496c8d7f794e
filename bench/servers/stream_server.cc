// Our transports under a protocol that sends back what it gets.
#include <array>

#include "bench/servers/servers.h"
#include "bench/servers/tls_identity.h"
#include "core/session/session.h"
#include "core/wire/framer.h"
#include "transports/tcp/address.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop.h"
#include "transports/tls/link.h"
#include "transports/websocket/link.h"

namespace dragoman::bench {
namespace {

constexpr std::size_t kLargest = 4 * MiB;

class Echo final : public Protocol {
 public:
  void OnOpen(Session& session) override { session_ = &session; }
  void OnFrame(const Slice& frame, std::size_t) override { session_->Send(frame); }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed&) override {}

 private:
  Session* session_ = nullptr;
};

Result<std::unique_ptr<Session>> Adopted(LinkInfo link, Host& host) {
  SessionLimits limits;
  limits.high_water = 64 * MiB;
  return std::make_unique<Session>(std::move(link), host, MakeWholeMessageFramer(kLargest), std::make_unique<Echo>(), limits);
}

MakeStream WebSocket() {
  WebSocketOptions options;
  options.largest = kLargest;
  return AcceptWebSocket(std::make_shared<const WebSocketOptions>(options), Adopted);
}

MakeStream OverTls(MakeStream make) {
  const PemPair identity = TlsIdentity();
  TlsOptions options;
  options.certificate = identity.certificate;
  options.key = identity.key;
  options.verify_peer = false;
  const auto context = TlsContext::ForAcceptor(std::move(options));
  if (!context.ok()) Stop(context.status().ToString());
  return AcceptTls(*context, std::move(make));
}

void Serve(MakeStream make, const Tell& tell) {
  const SystemClock clock;
  Loop loop(clock);
  const std::array<Loop*, 1> loops{&loop};
  const auto listener = Listen("127.0.0.1:0", loops, std::move(make));
  if (!listener.ok()) Stop(listener.status().ToString());
  tell(ParseAddress(listener->address())->port);
  loop.Run();
}

}  // namespace

void ServeWebSocket(const Tell& tell) { Serve(WebSocket(), tell); }
void ServeWebSocketTls(const Tell& tell) { Serve(OverTls(WebSocket()), tell); }
void ServeTls(const Tell& tell) { Serve(OverTls(Plain(Adopted)), tell); }

}  // namespace dragoman::bench
