#include "dialects/chia/rate_limiter.h"

#include <gtest/gtest.h>

#include "dialects/chia/request_windows.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;
using enum RateLimiter::Direction;

constexpr std::uint8_t kRequestBlock = 26;
constexpr std::uint8_t kRequestPeers = 43;
constexpr std::uint8_t kRespondPeers = 44;
constexpr std::uint8_t kRequestBlocks = 29;
constexpr std::uint8_t kRespondBlocks = 30;
constexpr std::uint8_t kNewPeak = 20;

int Passed(RateLimiter& limiter, std::uint8_t type, Instant now) {
  int passed = 0;
  for (int i = 0; i < 20; ++i) passed += limiter.Check(type, 1, now) == RateBreach::kNone;
  return passed;
}

TEST(ChiaRateLimiter, TheEleventhRequestForPeersInASlotIsOneTooMany) {
  RateLimiter limiter(kInbound, kInboundPercent);
  EXPECT_EQ(Passed(limiter, kRequestPeers, Instant(1s)), 10);
  EXPECT_EQ(limiter.Check(kRequestPeers, 1, Instant(59999ms)), RateBreach::kCount);
  EXPECT_EQ(limiter.Check(kRequestPeers, 1, Instant(60s)), RateBreach::kNone);
}

TEST(ChiaRateLimiter, WeAnswerThreeRequestsForPeersInASlotAsTheReferenceDoes) {
  RateLimiter limiter(kOutbound, kOutboundPercent);
  EXPECT_EQ(Passed(limiter, kRespondPeers, Instant(61s)), 3);
  EXPECT_EQ(limiter.SlotEnd(), Instant(120s));
  EXPECT_EQ(Passed(limiter, kRespondPeers, limiter.SlotEnd()), 3);
}

TEST(ChiaRateLimiter, ABodyAboveItsLimitIsToldAlthoughItIsTheFirst) {
  RateLimiter limiter(kInbound, kInboundPercent);
  EXPECT_EQ(limiter.Check(kRequestBlock, 100, Instant(1s)), RateBreach::kNone);
  EXPECT_EQ(limiter.Check(kRequestBlock, 101, Instant(1s)), RateBreach::kSize);
  EXPECT_STREQ(Describe(RateBreach::kSize), "bytes of one message of this type");
}

TEST(ChiaRateLimiter, WhatIsKeptBackDoesNotCount) {
  RateLimiter out(kOutbound, 100), in(kInbound, 100);
  for (RateLimiter* limiter : {&out, &in}) {
    for (int i = 0; i < 200; ++i) (void)limiter->Check(kRequestBlock, 101, Instant(1s));
  }
  EXPECT_EQ(out.Check(kRequestBlock, 9, Instant(1s)), RateBreach::kNone);
  EXPECT_EQ(in.Check(kRequestBlock, 9, Instant(1s)), RateBreach::kCount);
}

TEST(ChiaRateLimiter, WhatCouldNotPassInASlotOfItsOwnDoesNotFit) {
  constexpr std::uint8_t kRespondTransaction = 23, kRespondPuzzleState = 99;
  const RateLimiter limiter(kOutbound, kOutboundPercent);
  EXPECT_TRUE(limiter.Fits(kRespondTransaction, 1'048'576));
  EXPECT_FALSE(limiter.Fits(kRespondTransaction, 1'048'577));
  EXPECT_TRUE(limiter.Fits(kRespondPuzzleState, 31'457'280)) << "30 % of what all types may have";
  EXPECT_FALSE(limiter.Fits(kRespondPuzzleState, 31'457'281));
  EXPECT_TRUE(limiter.Fits(kRespondBlocks, 52'428'800)) << "counts with no others";
  EXPECT_TRUE(limiter.Fits(2, 1)) << "no type at all";
}

TEST(ChiaRequestWindows, AsManyAsAnnouncedAreUnderWay) {
  RequestWindows windows;
  EXPECT_FALSE(windows.Covers(kRequestBlocks));
  ASSERT_TRUE(windows.Set(ReferenceWindows()).ok());
  EXPECT_TRUE(windows.Begin(kRequestBlocks));
  EXPECT_TRUE(windows.Begin(kRequestBlocks));
  EXPECT_FALSE(windows.Begin(kRequestBlocks));
  windows.End(kRequestBlocks);
  EXPECT_TRUE(windows.Begin(kRequestBlocks));
  EXPECT_TRUE(windows.Begin(kRequestBlock)) << "each type has a window of its own";
}

TEST(ChiaRequestWindows, WhatEndsSoonCountsUntilItIsSettled) {
  RequestWindows windows;
  ASSERT_TRUE(windows.Set(ReferenceWindows()).ok());
  EXPECT_TRUE(windows.Begin(kRequestBlocks) && windows.Begin(kRequestBlocks));
  windows.EndSoon(kRequestBlocks);
  EXPECT_FALSE(windows.Begin(kRequestBlocks));
  windows.Settle();
  EXPECT_TRUE(windows.Begin(kRequestBlocks));
  EXPECT_FALSE(windows.Begin(kRequestBlocks));
  for (int i = 0; i < 5; ++i) windows.EndSoon(kRequestBlocks);  // no more than began
  windows.Settle();
  EXPECT_TRUE(windows.Begin(kRequestBlocks) && windows.Begin(kRequestBlocks));
  EXPECT_FALSE(windows.Begin(kRequestBlocks));
}

TEST(ChiaRequestWindows, RepliesAndOtherTypesAreFree) {
  RequestWindows windows;
  ASSERT_TRUE(windows.Set(ReferenceWindows()).ok());
  EXPECT_TRUE(windows.Covers(kRespondBlocks));
  EXPECT_FALSE(windows.Covers(kNewPeak));
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(windows.Begin(kRespondBlocks) && windows.Begin(kNewPeak));
}

TEST(ChiaRequestWindows, AReplyCannotBeLimitedAndNothingIsTakenThen) {
  RequestWindows windows;
  const RequestWindow announced[] = {{kRequestBlock, 1}, {kRespondBlocks, 3}};
  const Status status = windows.Set(announced);
  EXPECT_EQ(status.Text(), "a window of 3 for message type 30, whose window cannot be limited: it is a reply");
  EXPECT_FALSE(windows.Covers(kRequestBlock));
  EXPECT_FALSE(windows.Set({}).ok());
  EXPECT_FALSE(windows.Set(std::vector<RequestWindow>(257, {kRequestBlock, 1})).ok());
}

TEST(ChiaRequestWindows, TheLastEntryOfATypeHoldsAndUnknownTypesArePassedOver) {
  RequestWindows windows;
  const RequestWindow announced[] = {{kRequestBlock, 1}, {200, 7}, {kNewPeak, 1}, {kRequestBlock, 3}};
  ASSERT_TRUE(windows.Set(announced).ok());
  EXPECT_FALSE(windows.Covers(200));
  EXPECT_TRUE(windows.Covers(kRequestBlock));
  EXPECT_FALSE(windows.Covers(kNewPeak)) << "the slot limits hold for it as well";
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(windows.Begin(kRequestBlock));
  EXPECT_FALSE(windows.Begin(kRequestBlock));
  EXPECT_TRUE(windows.Begin(kNewPeak));
  EXPECT_FALSE(windows.Begin(kNewPeak)) << "a type outside the reference's list, limited all the same";
}

}  // namespace
}  // namespace dragoman::chia
