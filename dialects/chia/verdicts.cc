#include "dialects/chia/verdicts.h"

#include "core/peer/peer.h"

namespace dragoman::chia {

const Verdict* VerdictOn(const Peer& peer, const Closed& closed) {
  using namespace verdict;
  if (closed.by == ClosedBy::kUs && closed.code == 1009) return &kTooLarge;
  // A text message, which ends the link politely.
  if (closed.by == ClosedBy::kUs && closed.code == 1000) return peer.ready() ? &kUnsuitable : &kEarlyEnd;
  if (closed.by != ClosedBy::kUs) return peer.ready() ? nullptr : &kEarlyEnd;
  switch (closed.why.code()) {
    case Code::kBadFrame:
    case Code::kUnknownType: return &kMalformed;
    case Code::kTimedOut: return &kUnsuitable;
    default: break;
  }
  return closed.why.fault() == FaultClass::kPeer ? &kFailed : &kUnsuitable;
}

}  // namespace dragoman::chia
