// Fp: the field below BLS12-381, in Montgomery form with R = 2^384, always reduced. All points are public, so that
// nothing here takes care to run in constant time.
#pragma once

#include <array>
#include <optional>
#include <type_traits>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

// One limb of a longer sum or difference. The compilers see a chain of carries only in the intrinsics.
constexpr std::uint64_t AddLimb(std::uint64_t a, std::uint64_t b, unsigned char& carry) {
#if defined(__x86_64__)
  if (!std::is_constant_evaluated()) {
    unsigned long long sum = 0;
    carry = _addcarry_u64(carry, a, b, &sum);
    return sum;
  }
#endif
  const Wide sum = Wide{a} + b + carry;
  carry = static_cast<unsigned char>(sum >> 64);
  return static_cast<std::uint64_t>(sum);
}
constexpr std::uint64_t SubtractLimb(std::uint64_t a, std::uint64_t b, unsigned char& borrow) {
#if defined(__x86_64__)
  if (!std::is_constant_evaluated()) {
    unsigned long long difference = 0;
    borrow = _subborrow_u64(borrow, a, b, &difference);
    return difference;
  }
#endif
  const Wide difference = Wide{a} - b - borrow;
  borrow = static_cast<unsigned char>(difference >> 64) & 1;
  return static_cast<std::uint64_t>(difference);
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
    unsigned char carry = 0;  // never out of the last limb: the prime has 381 bits
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) sum.limbs_[i] = AddLimb(a.limbs_[i], b.limbs_[i], carry);
    return sum.Reduced();
  }
  friend constexpr Field operator-(const Field& a, const Field& b) {
    Field difference;
    unsigned char borrow = 0;
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) difference.limbs_[i] = SubtractLimb(a.limbs_[i], b.limbs_[i], borrow);
    const std::uint64_t mask = 0 - std::uint64_t{borrow};
    unsigned char carry = 0;
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) difference.limbs_[i] = AddLimb(difference.limbs_[i], kPrime[i] & mask, carry);
    return difference;
  }
  // Montgomery's product, one limb of b at a time; the prime's top bits are free, so that no limb more is needed.
  friend constexpr Field operator*(const Field& a, const Field& b) {
    Field product;
    Limbs& t = product.limbs_;
    std::uint64_t top = 0;
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) {
      AddMultiple(t, top, a.limbs_, b.limbs_[i]);
      AddMultiple(t, top, kPrime, t[0] * kMinusInverse);  // the lowest limb is zero then
      t = {t[1], t[2], t[3], t[4], t[5], top};
      top = 0;
    }
    return product.Reduced();
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
  // No branch: which way it goes is chance.
  constexpr Field Reduced() const {
    Field less;
    unsigned char borrow = 0;
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) less.limbs_[i] = SubtractLimb(limbs_[i], kPrime[i], borrow);
    const std::uint64_t mask = 0 - std::uint64_t{borrow};
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) less.limbs_[i] ^= (less.limbs_[i] ^ limbs_[i]) & mask;
    return less;
  }
  // t + top 2^384 += a * b.
  static constexpr void AddMultiple(Limbs& t, std::uint64_t& top, const Limbs& a, std::uint64_t b) {
    Limbs low{}, high{};
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) {
      const Wide product = Wide{a[i]} * b;
      low[i] = static_cast<std::uint64_t>(product);
      high[i] = static_cast<std::uint64_t>(product >> 64);
    }
    unsigned char carry = 0;
#pragma GCC unroll 6
    for (std::size_t i = 0; i < 6; ++i) t[i] = AddLimb(t[i], low[i], carry);
    top += carry;
    carry = 0;
#pragma GCC unroll 5
    for (std::size_t i = 1; i < 6; ++i) t[i] = AddLimb(t[i], high[i - 1], carry);
    top = AddLimb(top, high[5], carry);
  }

  Limbs limbs_{};
};

}  // namespace dragoman::chia::points
