// Close codes of a WebSocket (RFC 6455, 7.4), and which of our faults is which.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace dragoman {

enum class CloseCode : std::uint16_t {
  kSilent = 0,  // never sent: the link ends without a close frame
  kNormal = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnsupported = 1003,  // kind of data
  kNone = 1005,         // never sent: the frame had no code
  kBadText = 1007,
  kPolicy = 1008,
  kTooBig = 1009,
  kInternal = 1011,
  kTryLater = 1013,
};

struct CloseWords {
  CloseCode code = CloseCode::kNormal;
  std::string reason = {};  // cut to 123 bytes
};

// What may stand in a close frame.
bool MayBeSent(std::uint16_t code);
CloseWords FarewellFor(const Status& why);

}  // namespace dragoman
