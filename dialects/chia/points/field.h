// Fp: the field below BLS12-381, in Montgomery form with R = 2^384, always reduced. All points are public, so that
// nothing here takes care to run in constant time.
#pragma once

#include <array>
#include <optional>

#include "core/base/bytes.h"

namespace dragoman::chia::points {

using Limbs = std::array<std::uint64_t, 6>;  // least significant first

inline constexpr Limbs kPrime = {0xb9feffffffffaaab, 0x1eabfffeb153ffff, 0x6730d2a0f6b0f624,
                                 0x64774b84f38512bf, 0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a};

__extension__ using Wide = unsigned __int128;

constexpr bool IsBelow(const Limbs& a, const Limbs& b) {
  for (std::size_t i = 6; i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return false;
}

// a - b; the borrow is 1 if a is below b.
constexpr std::uint64_t Subtract(Limbs& out, const Limbs& a, const Limbs& b) {
  std::uint64_t borrow = 0;
#pragma GCC unroll 6
  for (std::size_t i = 0; i < 6; ++i) {
    const Wide difference = Wide{a[i]} - b[i] - borrow;
    out[i] = static_cast<std::uint64_t>(difference);
    borrow = static_cast<std::uint64_t>(difference >> 64) & 1;
  }
  return borrow;
}

class Field {
 public:
  constexpr Field() = default;  // zero
  // From an integer below the prime.
  static constexpr Field From(const Limbs& integer) { return Field(integer) * Field(kRSquared); }
  static constexpr Field From(std::uint64_t integer) { return From(Limbs{integer}); }
  // From 48 bytes, most significant first; nothing if they are not below the prime.
  static std::optional<Field> Read(std::span<const std::uint8_t, 48> bytes);

  constexpr bool is_zero() const { return limbs_ == Limbs{}; }
  friend constexpr bool operator==(const Field&, const Field&) = default;

  friend constexpr Field operator+(const Field& a, const Field& b) {
    Field sum;
    std::uint64_t carry = 0;  // never out of the last limb: the prime has 381 bits
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) {
      const Wide wide = Wide{a.limbs_[i]} + b.limbs_[i] + carry;
      sum.limbs_[i] = static_cast<std::uint64_t>(wide);
      carry = static_cast<std::uint64_t>(wide >> 64);
    }
    return sum.Reduced();
  }
  friend constexpr Field operator-(const Field& a, const Field& b) {
    Field difference;
    const std::uint64_t mask = 0 - Subtract(difference.limbs_, a.limbs_, b.limbs_);
    std::uint64_t carry = 0;
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) {
      const Wide wide = Wide{difference.limbs_[i]} + (kPrime[i] & mask) + carry;
      difference.limbs_[i] = static_cast<std::uint64_t>(wide);
      carry = static_cast<std::uint64_t>(wide >> 64);
    }
    return difference;
  }
  // Montgomery's product, one limb of b at a time; the prime's top bits are free, so that no limb more is needed.
  friend constexpr Field operator*(const Field& a, const Field& b) {
    Limbs t{};
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) {
      Wide product = Wide{a.limbs_[0]} * b.limbs_[i] + t[0];
      const std::uint64_t m = static_cast<std::uint64_t>(product) * kMinusInverse;
      Wide reduced = Wide{m} * kPrime[0] + static_cast<std::uint64_t>(product);
#pragma GCC unroll 6
      for (std::size_t j = 1; j < 6; ++j) {
        product = Wide{a.limbs_[j]} * b.limbs_[i] + t[j] + static_cast<std::uint64_t>(product >> 64);
        reduced = Wide{m} * kPrime[j] + static_cast<std::uint64_t>(product) + static_cast<std::uint64_t>(reduced >> 64);
        t[j - 1] = static_cast<std::uint64_t>(reduced);
      }
      t[5] = static_cast<std::uint64_t>(product >> 64) + static_cast<std::uint64_t>(reduced >> 64);
    }
    return Field(t).Reduced();
  }
  constexpr Field Square() const { return *this * *this; }
  constexpr Field Double() const { return *this + *this; }

  // Whether it has a square root, by Jacobi's symbol; zero has none here.
  bool IsSquare() const;

 private:
  static constexpr std::uint64_t kMinusInverse = 0x89f3fffcfffcfffd;  // -1/prime modulo 2^64
  static constexpr Limbs kRSquared = {0xf4df1f341c341746, 0x0a76e6a609d104f1, 0x8de5476c4c95b6d5,
                                      0x67eb88a9939d83c0, 0x9a793e85b519952d, 0x11988fe592cae3aa};

  constexpr explicit Field(const Limbs& limbs) : limbs_(limbs) {}
  constexpr Field Reduced() const {
    Field less;
    return Subtract(less.limbs_, limbs_, kPrime) != 0 ? *this : less;
  }

  Limbs limbs_{};
};

}  // namespace dragoman::chia::points
