#include "dialects/flowee/double_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace dragoman::flowee {
namespace {

constexpr std::string_view kNan = "nan:";
constexpr int kDigits = 17;
constexpr std::size_t kBitsDigits = 16;

std::optional<std::uint64_t> ParseNan(std::string_view digits) {
  std::uint64_t bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && digits.size() == kBitsDigits;
  if (!whole || !std::isnan(std::bit_cast<double>(bits))) return std::nullopt;
  return bits;
}

}  // namespace

std::string DoubleText(std::uint64_t bits) {
  const double value = std::bit_cast<double>(bits);
  std::array<char, 40> text;
  char* const begin = text.data();
  char* const end = begin + text.size();
  if (std::isnan(value)) {
    const std::string digits(begin, std::to_chars(begin, end, bits, 16).ptr);
    return std::string(kNan) + std::string(kBitsDigits - digits.size(), '0') + digits;
  }
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  return std::string(begin, std::to_chars(begin, end, value, std::chars_format::general, kDigits).ptr);
}

std::optional<std::uint64_t> ParseDoubleBits(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text.substr(0, kNan.size()) == kNan) return ParseNan(text.substr(kNan.size()));
  if (text == "inf") return std::bit_cast<std::uint64_t>(kInfinity);
  if (text == "-inf") return std::bit_cast<std::uint64_t>(-kInfinity);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return std::bit_cast<std::uint64_t>(value);
}

}  // namespace dragoman::flowee
