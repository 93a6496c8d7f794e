// Requests that are answered one after the other, and what happens when there are too many.
#include <gtest/gtest.h>

#include <thread>

#include "core/base/hex.h"
#include "tests/session/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using lab::DoneFrame;
using lab::NoFrame;
using lab::OrderFrame;

// One accepted peer of the lab whose orders come to a desk.
class Answers : public ::testing::Test {
 protected:
  Answers() : registry(testing::Registered(lab::Register)), station(*registry->Find("lab"), desk.Setup(), clock) {}
  void Feed(const std::string& hex) { station.Feed(*FromHex(hex)); }
  std::string Sent() { return ToHex(station.TakeSent()); }
  void Reply(std::size_t at, Result<int> reply) {
    desk.waiting[at].second(std::move(reply));
    station.Settle();
  }

  lab::Desk desk;
  ManualClock clock;
  std::shared_ptr<const DialectRegistry> registry;
  testing::Station station;
};

TEST(Answer, ComesAtOnceWhereNothingHasToBeWaitedFor) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(OrderFrame(5) + OrderFrame(6)), NoFrame(5) + NoFrame(6));
}

TEST_F(Answers, ComeOneAfterTheOtherInTheOrderOfTheRequests) {
  Feed(OrderFrame(1) + OrderFrame(2) + OrderFrame(3));
  ASSERT_EQ(desk.waiting.size(), 1u);
  EXPECT_EQ(Sent(), "");
  Reply(0, 11);
  EXPECT_EQ(Sent(), DoneFrame(11));
  ASSERT_EQ(desk.waiting.size(), 2u);
  Reply(1, 12);
  Reply(2, 13);
  EXPECT_EQ(Sent(), DoneFrame(12) + DoneFrame(13));
}

TEST_F(Answers, MayComeFromAnotherThread) {
  Feed(OrderFrame(1));
  std::thread([this] { desk.waiting[0].second(11); }).join();
  station.Settle();
  EXPECT_EQ(Sent(), DoneFrame(11));
}

TEST_F(Answers, ThatComeAfterTheEndAreDropped) {
  Feed(OrderFrame(1) + OrderFrame(2));
  station.End(ClosedBy::kPeer, Status(Code::kLost, "gone"));
  Reply(0, 11);
  EXPECT_EQ(desk.waiting.size(), 1u);
  EXPECT_EQ(station.closed_because(), "gone");
}

TEST(Answer, MayBeDroppedWhenThePeerAndItsLoopHaveLongGone) {
  lab::Desk desk;
  {
    const ManualClock clock;
    const auto registry = testing::Registered(lab::Register);
    testing::Station station(*registry->Find("lab"), desk.Setup(), clock);
    station.Feed(*FromHex(OrderFrame(1) + OrderFrame(2)));
  }
  ASSERT_EQ(desk.waiting.size(), 1u);
  desk.waiting.clear();
}

TEST_F(Answers, ReadingPausesWhenTooManyRequestsWaitAndGoesOnWhenTheyAreAnswered) {
  std::size_t fed = 0;
  while (!station.paused()) {
    Feed(OrderFrame(1, 20'000));
    ASSERT_LT(++fed, 100u);
  }
  EXPECT_GE(fed, 256 * KiB / 20'000);
  EXPECT_TRUE(station.connected());
  for (std::size_t i = 0; i < fed; ++i) Reply(i, 11);
  EXPECT_FALSE(station.paused());
  EXPECT_EQ(desk.waiting.size(), fed);
}

TEST_F(Answers, ARequestThatWaitsDoesNotPinTheBlockItCameIn) {
  Feed(OrderFrame(1));
  const BlockRef block = Block::Alone(64 * KiB);
  const ByteVector small = *FromHex(OrderFrame(2));
  std::copy(small.begin(), small.end(), block->data());
  station.session().Feed(Slice(Bytes(block->data(), small.size()), block));
  EXPECT_TRUE(block.Sole());
  Reply(0, 11);
  Reply(1, 12);
  EXPECT_EQ(Sent(), DoneFrame(11) + DoneFrame(12));
}

TEST_F(Answers, ManySmallRequestsInLargeBlocksAreChargedForWhatTheyKeep) {
  Feed(OrderFrame(1));
  const ByteVector large = *FromHex(OrderFrame(2, 20'000));
  int fed = 0;
  while (!station.paused()) {
    const BlockRef block = Block::Alone(64 * KiB);
    std::copy(large.begin(), large.end(), block->data());
    station.session().Feed(Slice(Bytes(block->data(), large.size()), block));
    ASSERT_LT(++fed, 100);
  }
  EXPECT_LE(fed, 5) << "each keeps 64 KiB alive";
}

TEST_F(Answers, ThatEndInARequestFaultAreAnEventAndTheConnectionLives) {
  Feed(OrderFrame(1) + OrderFrame(2));
  Reply(0, Status(Code::kNotFound, "nothing there"));
  EXPECT_TRUE(station.connected());
  EXPECT_EQ(station.event_names(), "PeerConnected Fault");
  Reply(1, 12);
  EXPECT_EQ(Sent(), DoneFrame(12));
}

TEST_F(Answers, ThatEndInALocalFaultCloseWithoutBlame) {
  Feed(OrderFrame(1));
  Reply(0, Status(Code::kStorage, "the disk is full"));
  EXPECT_EQ(station.closed_because(), "the disk is full");
  EXPECT_EQ(station.event_names(), "PeerConnected PeerDisconnected");
}

TEST_F(Answers, AMemoryHungryAnswerIsForgottenOnceItIsSent) {
  // Nothing to see from outside but that large and small answers follow each other unharmed.
  lab::Note large;
  large.load = Slice::Copy(ByteVector(39'000, 7));
  station.session().Run([&] { EXPECT_TRUE(station.peer()->Send(large).ok()); });
  EXPECT_EQ(Sent().size(), 2 * (2 + 1 + 4 + 4 + 39'000u));
  Feed(OrderFrame(1));
  Reply(0, 11);
  EXPECT_EQ(Sent(), DoneFrame(11));
}

}  // namespace
}  // namespace dragoman
