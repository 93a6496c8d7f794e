#include "services/chain/work.h"

#include <gtest/gtest.h>

namespace dragoman::chain {
namespace {

Hash256 Little(std::initializer_list<std::uint8_t> low) {
  Hash256 number{};
  std::copy(low.begin(), low.end(), number.begin());
  return number;
}

TEST(Work, AddsWithCarry) {
  EXPECT_EQ(AddWork(Little({2}), Little({0xe4})), Little({0xe6}));
  EXPECT_EQ(AddWork(Little({0xff, 0xff}), Little({1})), Little({0, 0, 1}));
}

TEST(Work, StaysAtTheLargestNumber) {
  Hash256 all;
  all.fill(0xff);
  EXPECT_EQ(AddWork(all, Little({1})), all);
}

TEST(Work, ComparesFromTheHighEnd) {
  EXPECT_TRUE(CompareWork(Little({0, 1}), Little({0xff})) > 0);
  EXPECT_TRUE(CompareWork(Little({7}), Little({8})) < 0);
  EXPECT_TRUE(CompareWork(Little({7}), Little({7})) == 0);
}

}  // namespace
}  // namespace dragoman::chain
