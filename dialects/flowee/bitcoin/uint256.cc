#include "dialects/flowee/bitcoin/uint256.h"

#include <bit>

namespace dragoman::flowee::bitcoin {

Uint256 Uint256::FromBytes(const Hash256& bytes) {
  Uint256 number;
  for (std::size_t i = 0; i < 32; ++i) {
    number.limbs[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  }
  return number;
}

Hash256 Uint256::ToBytes() const {
  Hash256 bytes;
  for (std::size_t i = 0; i < 32; ++i) {
    bytes[i] = static_cast<std::uint8_t>(limbs[i / 8] >> (8 * (i % 8)));
  }
  return bytes;
}

unsigned Uint256::Bits() const {
  for (unsigned i = 4; i-- > 0;) {
    if (limbs[i] != 0) return 64 * i + static_cast<unsigned>(std::bit_width(limbs[i]));
  }
  return 0;
}

Uint256 operator~(const Uint256& a) {
  Uint256 inverse;
  for (std::size_t i = 0; i < 4; ++i) inverse.limbs[i] = ~a.limbs[i];
  return inverse;
}

Uint256 operator+(const Uint256& a, const Uint256& b) {
  Uint256 sum;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint64_t part = a.limbs[i] + carry;
    sum.limbs[i] = part + b.limbs[i];
    carry = (part < carry) | (sum.limbs[i] < part);
  }
  return sum;
}

Uint256 operator-(const Uint256& a, const Uint256& b) { return a + ~b + Uint256(1); }

Uint256 operator<<(const Uint256& a, unsigned by) {
  Uint256 shifted;
  const unsigned whole = by / 64, part = by % 64;
  for (unsigned i = whole; i < 4; ++i) {
    shifted.limbs[i] = a.limbs[i - whole] << part;
    if (part != 0 && i > whole) shifted.limbs[i] |= a.limbs[i - whole - 1] >> (64 - part);
  }
  return shifted;
}

Uint256 operator>>(const Uint256& a, unsigned by) {
  Uint256 shifted;
  const unsigned whole = by / 64, part = by % 64;
  for (unsigned i = 0; i + whole < 4; ++i) {
    shifted.limbs[i] = a.limbs[i + whole] >> part;
    if (part != 0 && i + whole + 1 < 4) shifted.limbs[i] |= a.limbs[i + whole + 1] << (64 - part);
  }
  return shifted;
}

Uint256 operator/(const Uint256& a, const Uint256& b) {
  Uint256 quotient, rest = a;
  if (a < b) return quotient;
  const unsigned top = a.Bits() - b.Bits();
  Uint256 divisor = b << top;
  for (unsigned i = top + 1; i-- > 0;) {
    if (rest >= divisor) {
      rest = rest - divisor;
      quotient.limbs[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    divisor = divisor >> 1;
  }
  return quotient;
}

}  // namespace dragoman::flowee::bitcoin
