// Who may connect to a Hub and how long a connection may stay without a request (wire/flowee.md 7.2).
#pragma once

#include <span>

#include "core/peer/limits.h"

namespace dragoman::flowee {

inline constexpr Duration kAdmissionMemory = std::chrono::seconds(90);

// `ages`: of the address's connections that were let in during the last 90 s.
bool Admits(std::span<const Duration> ages);

void SetLimits(Limits& limits);

}  // namespace dragoman::flowee
