// The tags of the packet header (wire/flowee.md 4.1).
#pragma once

#include <cstdint>

namespace dragoman::flowee::tag {

inline constexpr std::uint32_t kHeaderEnd = 0;
inline constexpr std::uint32_t kServiceId = 1;
inline constexpr std::uint32_t kMessageId = 2;
inline constexpr std::uint32_t kSequenceStart = 3;
inline constexpr std::uint32_t kLastInSequence = 4;
inline constexpr std::uint32_t kPing = 5;
inline constexpr std::uint32_t kPong = 6;
inline constexpr std::uint32_t kFirstUser = 10;
inline constexpr std::uint32_t kASyncRequest = 10;
inline constexpr std::uint32_t kRequestId = 11;
// The first tag that is too large to be kept (4.2).
inline constexpr std::uint32_t kUserEnd = 0xffffff;

}  // namespace dragoman::flowee::tag
