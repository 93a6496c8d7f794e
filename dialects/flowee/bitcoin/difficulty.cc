#include "dialects/flowee/bitcoin/difficulty.h"

#include <array>
#include <charconv>
#include <limits>

namespace dragoman::flowee::bitcoin {

double Difficulty(std::uint32_t bits) {
  constexpr std::uint32_t kUnitExponent = 29;  // of 1d00ffff
  const std::uint32_t mantissa = bits & 0x00ffffff;
  if (mantissa == 0) return std::numeric_limits<double>::infinity();
  double difficulty = double{0x0000ffff} / double(mantissa);
  std::uint32_t exponent = bits >> 24;
  for (; exponent < kUnitExponent; ++exponent) difficulty *= 256.0;
  for (; exponent > kUnitExponent; --exponent) difficulty /= 256.0;
  return difficulty;
}

double DifficultyThroughText(std::uint32_t bits) {
  constexpr int kDigits = 16;
  const double exact = Difficulty(bits);
  std::array<char, 64> text;
  const auto written = std::to_chars(text.data(), text.data() + text.size(), exact,
                                     std::chars_format::general, kDigits);
  double read = exact;
  std::from_chars(text.data(), written.ptr, read);
  return read;
}

}  // namespace dragoman::flowee::bitcoin
