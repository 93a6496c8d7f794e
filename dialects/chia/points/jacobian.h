// Points of a curve y^2 = x^3 + b in Jacobian coordinates (x = X/Z^2, y = Y/Z^3) over the field F. The formulas do not
// know b. They are dbl-2009-l, madd-2007-bl and add-2007-bl of the Explicit-Formulas Database, with the cases where
// those do not hold: equal points, opposite points, infinity.
#pragma once

#include <cstdint>

namespace dragoman::chia::points {

template <class F>
struct Jacobian {
  F x, y, z;  // z = 0: infinity

  static Jacobian Infinity() { return {F::From(1), F::From(1), F()}; }
  bool is_infinity() const { return z.is_zero(); }

  Jacobian Double() const {
    const F a = x.Square();
    const F b = y.Square();
    const F c = b.Square();
    const F d = ((x + b).Square() - a - c).Double();
    const F e = a.Double() + a;
    const F x3 = e.Square() - d.Double();
    return {x3, e * (d - x3) - c.Double().Double().Double(), (y * z).Double()};
  }

  friend Jacobian operator+(const Jacobian& p, const Jacobian& q) {
    if (p.is_infinity()) return q;
    if (q.is_infinity()) return p;
    const F z1z1 = p.z.Square();
    const F z2z2 = q.z.Square();
    const F u1 = p.x * z2z2;
    const F s1 = p.y * q.z * z2z2;
    const F h = q.x * z1z1 - u1;
    const F r = (q.y * p.z * z1z1 - s1).Double();
    if (h.is_zero()) return r.is_zero() ? p.Double() : Infinity();
    const F i = h.Double().Square();
    const F j = h * i;
    const F v = u1 * i;
    const F x3 = r.Square() - j - v.Double();
    return {x3, r * (v - x3) - (s1 * j).Double(), ((p.z + q.z).Square() - z1z1 - z2z2) * h};
  }

  // For a public scalar; its bits are worth most where there are few.
  Jacobian Times(std::uint64_t scalar) const {
    Jacobian sum = Infinity();
    for (std::uint64_t bit = std::uint64_t{1} << 63; bit != 0; bit >>= 1) {
      if (!sum.is_infinity()) sum = sum.Double();
      if ((scalar & bit) != 0) sum = sum + *this;
    }
    return sum;
  }
};

}  // namespace dragoman::chia::points
