// Chia: Streamable messages over mutual-TLS WebSocket (wire/chia.md).
#pragma once

#include <cstdint>
#include <vector>

#include "dragoman/dialect.h"

namespace dragoman::chia {

inline constexpr std::uint16_t kMainnetPort = 8444;
inline constexpr std::uint16_t kTestnetPort = 58444;

// Those of wire/chia.md 20.1, by the names of the handshake.
std::vector<NetworkEntry> NetworkList();

Status Register(DialectRegistry& registry);

}  // namespace dragoman::chia
