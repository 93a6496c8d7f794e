// Doubles as text that gives back the same bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::flowee {

// 17 significant digits as `%.17g` prints them, "inf", "-inf", or "nan:" and the 16 hex digits of the bits.
std::string DoubleText(std::uint64_t bits);
// The bits of such a text, or of any decimal number that a double can hold.
std::optional<std::uint64_t> ParseDoubleBits(std::string_view text);

}  // namespace dragoman::flowee
