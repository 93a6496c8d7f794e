#include "services/chain/recent_blocks.h"

#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_chain.h"

namespace dragoman::chain {
namespace {

using toy::Named;

Slice Sized(std::size_t bytes) { return Slice::Copy(ByteVector(bytes, 1)); }

TEST(RecentBlocks, TheLeastRecentlyUsedMakeRoom) {
  RecentBlocks recent(100);
  recent.Put(Named("a"), Sized(40));
  recent.Put(Named("b"), Sized(40));
  ASSERT_TRUE(recent.Get(Named("a")).has_value());
  recent.Put(Named("c"), Sized(40));
  EXPECT_FALSE(recent.Get(Named("b")).has_value());
  EXPECT_TRUE(recent.Get(Named("a")).has_value());
  EXPECT_TRUE(recent.Get(Named("c")).has_value());
  EXPECT_EQ(recent.bytes(), 80u);
}

TEST(RecentBlocks, ABlockAboveTheLimitIsNotKeptAndPushesNothingOut) {
  RecentBlocks recent(100);
  recent.Put(Named("a"), Sized(100));
  recent.Put(Named("b"), Sized(101));
  EXPECT_TRUE(recent.Get(Named("a")).has_value());
  EXPECT_FALSE(recent.Get(Named("b")).has_value());
}

TEST(RecentBlocks, ASliceIsChargedForTheBlockItPins) {
  RecentBlocks recent(100);
  recent.Put(Named("a"), Sized(90).Sub(0, 10));
  EXPECT_EQ(recent.bytes(), 90u);
}

TEST(RecentBlocks, TheSameBlockIsKeptOnce) {
  RecentBlocks recent(100);
  recent.Put(Named("a"), Sized(40));
  recent.Put(Named("a"), Sized(40));
  EXPECT_EQ(recent.bytes(), 40u);
}

}  // namespace
}  // namespace dragoman::chain
