#include "transports/tcp/dialer.h"

#include <utility>

#include "transports/tcp/attempt.h"

namespace dragoman {

TcpDialer::TcpDialer(Loop& loop, DialOptions options) : loop_(loop), options_(std::move(options)) {}

void TcpDialer::DialStream(const std::string& address, MakeStream make, std::function<void(Status)> failed) {
  const auto attempt = std::make_shared<tcp::Attempt>(loop_.core(), address, options_,
                                                      std::move(make), std::move(failed));
  loop_.Post([attempt] { attempt->Start(); });
}

}  // namespace dragoman
