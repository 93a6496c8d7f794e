// Membership the slow way: a point is in the subgroup if the group's order times it is zero. (c x, c^2) stands for the
// point, as in dialects/chia/points/points.cc; c is a square.
#pragma once

#include "dialects/chia/points/field2.h"
#include "dialects/chia/points/jacobian.h"

namespace dragoman::chia::points {

inline constexpr std::array<std::uint64_t, 4> kOrder = {0xffffffff00000001, 0x53bda402fffe5bfe, 0x3339d80809a1d805,
                                                        0x73eda753299d7d48};

template <class F>
bool IsZeroTimesOrder(const F& x, const F& c) {
  Jacobian<F> sum = Jacobian<F>::Infinity();
  const Jacobian<F> point = {c * x, c.Square(), F::From(1)};
  for (std::size_t bit = 256; bit-- > 0;) {
    sum = sum.Double();
    if ((kOrder[bit / 64] >> (bit % 64) & 1) != 0) sum = sum + point;
  }
  return sum.is_infinity();
}

}  // namespace dragoman::chia::points
