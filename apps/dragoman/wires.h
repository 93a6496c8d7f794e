// Wires: the transports of one dialect, stacked as it wants them: TCP alone, or TLS and WebSocket on top.
#pragma once

#include <memory>
#include <optional>

#include "apps/dragoman/identity.h"
#include "core/dialect/dialect.h"
#include "core/peer/node.h"
#include "transports/tcp/dialer.h"
#include "transports/tcp/listener.h"
#include "transports/tls/link.h"
#include "transports/websocket/link.h"

namespace dragoman {

class Wires {
 public:
  // `dialect` and `loop` outlive it. Errors: kUsage for a certificate that cannot be used.
  static Result<std::unique_ptr<Wires>> Make(const Dialect& dialect, const std::optional<Identity>& identity, Loop& loop,
                                             DialOptions options);

  Dialer& dialer();
  // How many connections may be opening at once, by these limits.
  static ListenOptions Opening(const Limits& limits);
  // Takes connections for `node`, which outlives them, within its limits. Errors: as for dragoman::Listen.
  Result<Listener> Listen(const std::string& address, std::span<Loop* const> loops, Node& node) const;

 private:
  Wires(const Dialect& dialect, Loop& loop, DialOptions options) : dialect_(dialect), tcp_(loop, std::move(options)) {}

  using Failed = std::function<void(const LinkInfo&, const Status&)>;
  // What a listener makes of a connection; `failed` hears of those that never got as far as `adopt`.
  MakeStream Accept(Adopt adopt, const Failed& failed) const;

  const Dialect& dialect_;
  TcpDialer tcp_;
  std::shared_ptr<const TlsContext> accepting_;
  std::shared_ptr<const TlsContext> dialing_;
  std::shared_ptr<const WebSocketOptions> accepts_;
  std::shared_ptr<const WebSocketOptions> dials_;
  std::optional<TlsDialer> tls_;
  std::optional<WebSocketDialer> websocket_;
};

}  // namespace dragoman
