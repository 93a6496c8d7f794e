// The rate limits of Chia's messages (wire/chia.md 13.2, 13.4).
#pragma once

#include <cstdint>
#include <span>

#include "core/wire/codec.h"

namespace dragoman::chia {

// What one peer may send of one type in a slot of 60 s. Sizes are those of bodies, in bytes.
struct RateLimit {
  bool aggregate = false;       // counts towards the limits of all types together
  std::uint64_t count = 0;      // 0: only the single size is limited
  std::uint64_t largest = 0;
  std::uint64_t total = 0;
};

inline constexpr RateLimit kAllTogether{true, 1000, 0, 104'857'600};

// Of version 1 or 2; there is one for every assigned type.
const RateLimit& RateLimitOf(NativeType message, int version);

// Version 3: how many questions of a type may be under way; 0: any number, as of the replies.
struct Window {
  std::uint8_t message;
  std::uint16_t size;
};
// In the order in which they are announced.
std::span<const Window> Windows();
// Null for types that stay under version 2.
const Window* WindowOf(NativeType message);

}  // namespace dragoman::chia
