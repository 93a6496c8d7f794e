// Wires: the transports of one dialect, stacked as it wants them: TCP alone, or TLS and WebSocket on top.
#pragma once

#include <memory>
#include <optional>

#include "apps/dragoman/identity.h"
#include "core/dialect/dialect.h"
#include "transports/tcp/dialer.h"
#include "transports/tls/link.h"
#include "transports/websocket/link.h"

namespace dragoman {

class Wires {
 public:
  // `dialect` and `loop` outlive it. Errors: kUsage for a certificate that cannot be used.
  static Result<std::unique_ptr<Wires>> Make(const Dialect& dialect, const std::optional<Identity>& identity, Loop& loop,
                                             DialOptions options);

  Dialer& dialer();
  // What a listener makes of a connection; `failed` hears of those that never got as far as `adopt`.
  MakeStream Accept(Adopt adopt) const;

 private:
  Wires(const Dialect& dialect, Loop& loop, DialOptions options) : dialect_(dialect), tcp_(loop, std::move(options)) {}

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
