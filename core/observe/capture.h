// Capture: sees every frame after decryption, both ways.
#pragma once

#include <string_view>

#include "core/base/bytes.h"

namespace dragoman {

enum class Direction : std::uint8_t { kIn, kOut };

// Called on the peer's loop, between decoding and handling; must not block. Thread-safe.
class Capture {
 public:
  virtual ~Capture() = default;
  virtual void OnFrame(Direction direction, std::string_view peer, Bytes frame) = 0;
};

}  // namespace dragoman
