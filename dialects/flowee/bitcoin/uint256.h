// Uint256: an unsigned number of 256 bits, for targets and chain work. Sums and shifts drop what
// runs over.
#pragma once

#include <compare>

#include "core/base/bytes.h"

namespace dragoman::flowee::bitcoin {

struct Uint256 {
  std::array<std::uint64_t, 4> limbs{};  // least significant first

  Uint256() = default;
  explicit Uint256(std::uint64_t value) : limbs{value, 0, 0, 0} {}

  // A hash read as a number, and ChainWork (wire/flowee.md 8.4): little-endian.
  static Uint256 FromBytes(const Hash256& bytes);
  Hash256 ToBytes() const;

  // How many bits the number needs; 0 for zero.
  unsigned Bits() const;

  friend bool operator==(const Uint256&, const Uint256&) = default;
  friend std::strong_ordering operator<=>(const Uint256& a, const Uint256& b) {
    for (std::size_t i = 4; i-- > 0;) {
      if (a.limbs[i] != b.limbs[i]) return a.limbs[i] <=> b.limbs[i];
    }
    return std::strong_ordering::equal;
  }
};

Uint256 operator~(const Uint256& a);
Uint256 operator+(const Uint256& a, const Uint256& b);
Uint256 operator-(const Uint256& a, const Uint256& b);
Uint256 operator<<(const Uint256& a, unsigned by);
Uint256 operator>>(const Uint256& a, unsigned by);
// `b` must not be zero.
Uint256 operator/(const Uint256& a, const Uint256& b);

}  // namespace dragoman::flowee::bitcoin
