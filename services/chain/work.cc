#include "services/chain/work.h"

#include <algorithm>

namespace dragoman::chain {

Hash256 AddWork(const Hash256& a, const Hash256& b) {
  Hash256 sum{};
  unsigned carry = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    carry += unsigned{a[i]} + unsigned{b[i]};
    sum[i] = static_cast<std::uint8_t>(carry & 0xff);
    carry >>= 8;
  }
  if (carry != 0) sum.fill(0xff);
  return sum;
}

std::strong_ordering CompareWork(const Hash256& a, const Hash256& b) {
  return std::lexicographical_compare_three_way(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

}  // namespace dragoman::chain
