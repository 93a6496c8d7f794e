// TLS put between a transport and what it carries: TlsDialer dials, AcceptTls is for listeners.
//
//   TcpDialer tcp(loop);
//   TlsDialer dialer(tcp, context);
//   Listen(address, loops, AcceptTls(context, Plain(adopt)));
#pragma once

#include "core/session/stream.h"
#include "transports/tls/context.h"

namespace dragoman {

class TlsDialer final : public StreamDialer {
 public:
  // `below` outlives the dialer.
  TlsDialer(StreamDialer& below, std::shared_ptr<const TlsContext> context)
      : below_(below), context_(std::move(context)) {}
  void DialStream(const std::string& address, MakeStream make, std::function<void(Status)> failed) override;

 private:
  StreamDialer& below_;
  const std::shared_ptr<const TlsContext> context_;
};

// `failed` hears of links that never came to `make`, on the thread of the link; it may be empty.
MakeStream AcceptTls(std::shared_ptr<const TlsContext> context, MakeStream make,
                     std::function<void(const LinkInfo&, const Status&)> failed = {});

}  // namespace dragoman
