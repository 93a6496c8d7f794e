#include "core/base/int128.h"

#include <algorithm>

namespace dragoman {
namespace {

constexpr Uint128 kLargest = ~Uint128{0};

Status NoInteger() { return Status(Code::kBadRequest, "must be an integer of at most 128 bits"); }

}  // namespace

std::string ToDecimal(Uint128 value) {
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string ToDecimal(Int128 value) {
  // The smallest value has no positive twin: negated as an unsigned one.
  return value < 0 ? "-" + ToDecimal(-static_cast<Uint128>(value)) : ToDecimal(static_cast<Uint128>(value));
}

Result<Uint128> Uint128Of(std::string_view decimal) {
  if (decimal.empty()) return NoInteger();
  Uint128 value = 0;
  for (const char c : decimal) {
    if (c < '0' || c > '9') return NoInteger();
    const auto digit = static_cast<unsigned>(c - '0');
    if (value > (kLargest - digit) / 10) return NoInteger();
    value = value * 10 + digit;
  }
  return value;
}

Result<Int128> Int128Of(std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  const Result<Uint128> size = Uint128Of(negative ? decimal.substr(1) : decimal);
  if (!size.ok()) return size.status();
  const Uint128 most = (kLargest >> 1) + (negative ? 1 : 0);
  if (*size > most) return NoInteger();
  return static_cast<Int128>(negative ? -*size : *size);
}

}  // namespace dragoman
