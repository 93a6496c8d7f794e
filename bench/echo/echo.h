// Echo: a dialect that gives back what it gets, up to 64 KiB at a time and without a rate limit:
// what remains is the way through Dragoman itself. Wire: u32 big-endian length, u8 type, u32 count
// and that many bytes.
#pragma once

#include "dragoman/dialect.h"

namespace dragoman::bench {

struct Call {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "call";
  Slice bytes;
  static void Fields(auto& visit, auto& m) { visit("bytes", m.bytes, Max{64 * KiB}); }
};

struct Echo {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "echo";
  Slice bytes;
  static void Fields(auto& visit, auto& m) { visit("bytes", m.bytes, Max{64 * KiB}); }
};

// Length, type and count in front of the bytes.
inline constexpr std::size_t kEchoOverhead = 9;

Status RegisterEcho(DialectRegistry& registry);

}  // namespace dragoman::bench
