// Verdict: what a wire says when it ends a link for a fault, and how long it turns the address away. A dialect keeps
// its own as constants and attaches them to a Status (Status::With) or gives them by its rule (Dialect::Verdicts).
#pragma once

#include <cstdint>

namespace dragoman {

struct Verdict {
  std::uint16_t close_code = 1000;  // WebSocket close code, for transports that have one
  const char* close_reason = "";    // a literal
  std::uint16_t ban_seconds = 0;    // counted from the close; 0: not turned away
};

}  // namespace dragoman
