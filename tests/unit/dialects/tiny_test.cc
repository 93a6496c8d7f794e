#include <gtest/gtest.h>

#include "core/dragoman/testing.h"
#include "dialects/dialects.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPing = "00000009 01 0000000000000007";
constexpr const char* kPong = "00000019" "02" "0000000000000007" "0000000c" "647261676f6d616e2f302e31";

TEST(Tiny, AnswersAPingWithTheSameNonce) {
  testing::PeerTester peer(tiny::Register);
  EXPECT_EQ(peer.Exchange(kPing), kPong);
  EXPECT_TRUE(peer.connected());
}

TEST(Tiny, AnswersEveryPingOfOneRead) {
  testing::PeerTester peer(tiny::Register);
  EXPECT_EQ(peer.Exchange(std::string(kPing) + kPing + kPing), std::string(kPong) + kPong + kPong);
}

TEST(Tiny, RefusesAnUnknownTypeAndALyingLength) {
  testing::PeerTester peer(tiny::Register);
  EXPECT_EQ(peer.Refuses("00000001 07").text, "unknown message type 7");
  EXPECT_EQ(peer.Refuses("7fffffff 01").text, "frame of 2147483647 bytes is over the limit of 65536");
}

TEST(Tiny, RefusesAPingThatIsNone) {
  testing::PeerTester peer(tiny::Register);
  EXPECT_EQ(peer.Refuses("00000000").text, "a frame of 4 bytes holds no message type of 1");
  const testing::Refused cut_short = peer.Refuses("00000008 01 00000000000007");
  EXPECT_EQ(cut_short.text, "needs 8 bytes, 7 are left");
  EXPECT_EQ(cut_short.path, "nonce");
  const testing::Refused long_winded = peer.Refuses("0000000a 01 0000000000000007 00");
  EXPECT_EQ(long_winded.text, "message of 9 bytes is over the limit of 8");
  EXPECT_EQ(long_winded.path, "ping");
  EXPECT_EQ(peer.closed_because(), "");
}

TEST(Tiny, PausesReadingWhenPingsComeFasterThanTenASecond) {
  testing::PeerTester peer(tiny::Register);
  for (int i = 0; i < 10; ++i) peer.Exchange(kPing);
  EXPECT_FALSE(peer.paused());
  peer.Exchange(kPing);
  EXPECT_TRUE(peer.paused());
  peer.Advance(99ms);
  EXPECT_TRUE(peer.paused());
  peer.Advance(1ms);
  EXPECT_FALSE(peer.paused());
  EXPECT_TRUE(peer.connected());
}

TEST(Tiny, TheSideThatConnectsPingsAndLearnsTheOthersName) {
  testing::Ends ends;
  ends.right_setup.agent = "the other";
  testing::JoinedPair pair(tiny::Register, std::move(ends));
  ASSERT_TRUE(pair.left().ready());
  EXPECT_TRUE(pair.right().ready());
  EXPECT_EQ(pair.left().peer()->info()["agent"].AsString(), "the other");
  EXPECT_EQ(pair.left().event_names(), "PeerConnected");
}

TEST(Tiny, TheSideThatConnectsGivesUpOnASilentOneAfterFiveSeconds) {
  testing::JoinedPair pair(tiny::Register, {.left = testing::Role::kDialer, .right = testing::Role::kSilent});
  pair.Advance(4s);
  EXPECT_TRUE(pair.connected());
  pair.Advance(1s);
  EXPECT_EQ(pair.left().closed_because(), "no answer in time");
}

}  // namespace
}  // namespace dragoman
