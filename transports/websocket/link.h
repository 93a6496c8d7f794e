// WebSocket links: WebSocketDialer is a node's Dialer, AcceptWebSocket is for listeners. Over plain TCP, TLS, or memory:
//
//   TcpDialer tcp(loop);
//   TlsDialer tls(tcp, context);
//   WebSocketDialer dialer(tls, options);
//   Listen(address, loops, AcceptTls(context, AcceptWebSocket(options, adopt)));
#pragma once

#include <memory>

#include "core/session/stream.h"
#include "transports/websocket/options.h"

namespace dragoman {

class WebSocketDialer final : public Dialer {
 public:
  // `below` outlives the dialer.
  WebSocketDialer(StreamDialer& below, std::shared_ptr<const WebSocketOptions> options)
      : below_(below), options_(std::move(options)) {}
  // An answer other than an upgrade is kRefused, with its status and how its body begins.
  void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) override;

 private:
  StreamDialer& below_;
  const std::shared_ptr<const WebSocketOptions> options_;
};

// `failed` hears of links that never came to `adopt`, on the thread of the link; it may be empty.
MakeStream AcceptWebSocket(std::shared_ptr<const WebSocketOptions> options, Adopt adopt,
                           std::function<void(const LinkInfo&, const Status&)> failed = {});

}  // namespace dragoman
