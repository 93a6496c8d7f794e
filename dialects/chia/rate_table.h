// How much of each message type one connection may carry (wire/chia.md 13.2 and 13.4), as data.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace dragoman::chia {

inline constexpr std::chrono::seconds kRateSlot{60};  // counts begin anew with each

// A limit of one type and slot.
struct RateLimit {
  bool aggregate = false;     // counts towards the aggregate as well, and is held to it
  std::uint32_t count = 0;    // of messages; 0: only the size of each is limited
  std::uint64_t size = 0;     // bytes of one body
  std::uint64_t total = 0;    // bytes of all bodies

  constexpr bool size_only() const { return count == 0; }
};

// Over all types that count towards it.
inline constexpr std::uint64_t kAggregateCount = 1000;
inline constexpr std::uint64_t kAggregateTotal = 104857600;

// What the reference uses of these limits when it sends, so that it stays below them in any slot of the receiver.
inline constexpr unsigned kInboundPercent = 100;
inline constexpr unsigned kOutboundPercent = 30;
inline constexpr unsigned kWalletOutboundPercent = 60;

// The limit of a type in version 1, or in version 2 and above; nullptr for a number that is no message type.
const RateLimit* RateLimitOf(std::uint8_t type, unsigned version);

// Version 3: how many requests of a type may be under way.
struct RequestWindow {
  std::uint8_t type = 0;
  std::uint16_t window = 0;  // 0: not limited; the replies
};
// The reference's own, in the order in which it announces them.
std::span<const RequestWindow> ReferenceWindows();
// That of one type; nothing for a type that version 3 leaves to version 2.
std::optional<std::uint16_t> ReferenceWindow(std::uint8_t type);

}  // namespace dragoman::chia
