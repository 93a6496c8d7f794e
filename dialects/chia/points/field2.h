// Fp2 = Fp[i] with i^2 = -1.
#pragma once

#include "dialects/chia/points/field.h"

namespace dragoman::chia::points {

struct Field2 {
  Field real, imaginary;

  static constexpr Field2 From(std::uint64_t integer) { return {Field::From(integer), {}}; }

  constexpr bool is_zero() const { return real.is_zero() && imaginary.is_zero(); }
  friend constexpr bool operator==(const Field2&, const Field2&) = default;

  friend constexpr Field2 operator+(const Field2& a, const Field2& b) {
    return {a.real + b.real, a.imaginary + b.imaginary};
  }
  friend constexpr Field2 operator-(const Field2& a, const Field2& b) {
    return {a.real - b.real, a.imaginary - b.imaginary};
  }
  friend constexpr Field2 operator*(const Field2& a, const Field2& b) {
    const Field reals = a.real * b.real;
    const Field imaginaries = a.imaginary * b.imaginary;
    const Field both = (a.real + a.imaginary) * (b.real + b.imaginary);
    return {reals - imaginaries, both - reals - imaginaries};
  }
  constexpr Field2 Square() const {
    return {(real + imaginary) * (real - imaginary), (real * imaginary).Double()};
  }
  constexpr Field2 Double() const { return {real.Double(), imaginary.Double()}; }

  // A number has a root here exactly if its norm has one in Fp.
  bool IsSquare() const { return (real.Square() + imaginary.Square()).IsSquare(); }
};

}  // namespace dragoman::chia::points
