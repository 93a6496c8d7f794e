#include "dialects/chia/block_filter.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/unit/core/allocated.h"

namespace dragoman::chia {
namespace {

Status FaultOf(const std::string& hex) { return BlockFilter::Read(*FromHex(hex)).status(); }

TEST(ChiaBlockFilter, AnEmptySetIsOneZeroByte) {
  EXPECT_EQ(EncodeFilter({}), ByteVector{0});
  const Result<BlockFilter> filter = BlockFilter::Read(ByteVector{0});
  ASSERT_TRUE(filter.ok());
  EXPECT_FALSE(filter->Matches(Hash256{}));
}

TEST(ChiaBlockFilter, ACountThatTheBytesCannotHoldTakesNoMemory) {
  const ByteVector lie = *FromHex("fe00000002ffff");
  (void)testing::LargestAllocation();
  const Result<BlockFilter> filter = BlockFilter::Read(lie);
  EXPECT_LE(testing::LargestAllocation(), KiB);
  EXPECT_EQ(filter.status().Text(), "a filter of 33554432 elements in 2 bytes");
}

TEST(ChiaBlockFilter, ItsSizeIsWrittenShortAndBelowTheReferencesLimit) {
  EXPECT_EQ(FaultOf("fdfc00").Text(), "the count 252 of a filter is written in more bytes than it needs");
  EXPECT_EQ(FaultOf("fe01000002").Text(), "a filter of 33554433 elements, at most 33554432 are taken");
  EXPECT_EQ(FaultOf("ff0000").code(), Code::kTruncated);
}

TEST(ChiaBlockFilter, NothingMayFollowAndNothingMayLack) {
  ByteVector bytes = EncodeFilter({Hash256{1}, Hash256{2}});
  ASSERT_TRUE(BlockFilter::Read(bytes).ok());
  bytes.push_back(0);
  EXPECT_EQ(BlockFilter::Read(bytes).status().Text(), "1 bytes follow the filter");
  bytes.resize(bytes.size() - 2);
  EXPECT_EQ(BlockFilter::Read(bytes).status().code(), Code::kTruncated);
}

}  // namespace
}  // namespace dragoman::chia
