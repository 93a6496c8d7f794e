#include "bench/echo/echo.h"

namespace dragoman::bench {
namespace {

Task<Status> GiveBack(Peer& peer, Inbox<Call>& calls) {
  for (;;) {
    auto call = co_await calls.Next();
    if (!call.ok()) co_return call.status();
    Echo echo;
    echo.bytes = std::move(call->message().bytes);
    DRAGOMAN_CO_TRY(peer.Send(echo));
  }
}

}  // namespace

Status RegisterEcho(DialectRegistry& registry) {
  constexpr std::size_t kLargest = 64 * KiB + 4;
  Dialect echo("echo");
  echo.Listen(Transport::kTcp, 7)
      .Frame(LengthPrefix{.limit = kLargest + 1})
      .Message<Call>({.bytes = kLargest})
      .Message<Echo>({.bytes = kLargest})
      .Replies<Call, Echo>()
      .Flow("give-back", GiveBack);
  return registry.Add(std::move(echo));
}

}  // namespace dragoman::bench
