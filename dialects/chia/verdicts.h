// How Chia ends links and for how long it bans (wire/chia.md 6.3, 14).
#pragma once

#include "core/base/verdict.h"

namespace dragoman {
class Peer;
struct Closed;
}  // namespace dragoman

namespace dragoman::chia {
namespace verdict {

inline constexpr Verdict kMalformed{1002, "-4", 10};      // no frame, an unknown type, a reply of a wrong type
inline constexpr Verdict kBadHandshake{1002, "-6", 10};
inline constexpr Verdict kOtherNetwork{1002, "110", 10};
inline constexpr Verdict kFailed{1002, "1", 10};          // a body, a sender, a type that nobody takes
inline constexpr Verdict kEarlyEnd{1000, "", 10};         // no handshake came
inline constexpr Verdict kUnsuitable{1000, "", 0};        // no slot, a twin, silence: nobody's fault
inline constexpr Verdict kOverLimit{1000, "", 300};
inline constexpr Verdict kTooLarge{1009, "", 300};
inline constexpr Verdict kUnasked{1000, "", 300};         // what only an answer may carry
inline constexpr Verdict kUntrue{1000, "", 600};
inline constexpr Verdict kWordless{0, "", 0};             // without a close frame

}  // namespace verdict

// For ends that nobody gave a verdict of their own.
const Verdict* VerdictOn(const Peer& peer, const Closed& closed);

}  // namespace dragoman::chia
