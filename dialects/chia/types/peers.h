// Addresses of peers (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct TimestampedPeerInfo {
  Text host;  // IP literal
  std::uint16_t port = 0;
  std::uint64_t timestamp = 0;

  static void Fields(auto& visit, auto& m) {
    visit("host", m.host);
    visit("port", m.port);
    visit("timestamp", m.timestamp);
  }
};

}  // namespace dragoman::chia
