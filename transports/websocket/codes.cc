#include "transports/websocket/codes.h"

namespace dragoman {

bool MayBeSent(std::uint16_t code) {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

CloseWords FarewellFor(const Status& why) {
  switch (why.code()) {
    case Code::kOk:
    case Code::kClosed: return {CloseCode::kNormal, ""};
    case Code::kShutdown: return {CloseCode::kGoingAway, why.Text()};
    case Code::kOverload: return {CloseCode::kTryLater, why.Text()};
    case Code::kBadFrame: return {CloseCode::kProtocolError, why.Text()};
    default: break;
  }
  // What is wrong within us is nobody else's business.
  if (why.fault() != FaultClass::kPeer) return {CloseCode::kInternal, ""};
  return {CloseCode::kPolicy, why.Text()};
}

}  // namespace dragoman
