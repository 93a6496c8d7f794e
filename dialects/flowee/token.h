// Token: one CMF item, a tag with a typed value (wire/flowee.md 3).
// Values of an unexpected type read as 0, false or empty, as the reference reads them (8.1).
#pragma once

#include <bit>
#include <limits>

#include "core/base/bytes.h"

namespace dragoman::flowee {

// The largest number of the int32 class; from the next one up numbers are uint64 (3.3).
inline constexpr std::int64_t kMaxInt32Class = 2147483646;
// The lowest number there is (3.3).
inline constexpr std::int64_t kLowestNumber = -2147483648;

struct Token {
  enum class Type : std::uint8_t { kNumber, kString, kBytes, kBool, kDouble };

  std::uint32_t tag = 0;
  Type type = Type::kNumber;
  bool negative = false;      // numbers: the value is -bits
  std::uint64_t bits = 0;     // the magnitude, 0 or 1 of a bool, or the IEEE bits of a double
  Bytes data;                 // strings and byte arrays: borrowed from the document

  bool is_number() const { return type == Type::kNumber; }
  bool is_string() const { return type == Type::kString; }
  bool is_bytes() const { return type == Type::kBytes; }
  bool is_bool() const { return type == Type::kBool; }
  bool is_double() const { return type == Type::kDouble; }
  // The class in which the reference keeps small numbers (3.3); the header takes no others.
  bool is_int32() const { return is_number() && (negative || bits <= static_cast<std::uint64_t>(kMaxInt32Class)); }

  // Numbers above 2^63 - 1 give that.
  std::int64_t Int() const {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    if (!is_number()) return 0;
    if (bits > static_cast<std::uint64_t>(kMost)) return kMost;
    return negative ? -static_cast<std::int64_t>(bits) : static_cast<std::int64_t>(bits);
  }
  // Negative numbers give 0.
  std::uint64_t Num() const { return is_number() && !negative ? bits : 0; }
  bool Bool() const { return is_bool() && bits != 0; }
  double Double() const { return is_double() ? std::bit_cast<double>(bits) : 0.0; }
  std::string_view String() const { return is_string() ? AsText(data) : std::string_view(); }
  Bytes ByteArray() const { return is_bytes() ? data : Bytes(); }
};

}  // namespace dragoman::flowee
