// Who may stay connected (wire/flowee.md 6, 7.2), on a manual clock.
#include "tests/vectors/flowee_hub.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAskVersion = "07000800100004";
constexpr const char* kPingPacket = "0600087e2c04";
constexpr const char* kPongPacket = "0600087e3404";

class FloweeKeepAlive : public ::testing::Test {
 protected:
  std::string Say(const char* hex) { return ToHex(hub_.Ask(vectors::HexBytes(hex))); }
  void Wait(std::chrono::seconds time) {
    for (; time > 0s; time -= 1s) {
      hub_.clock().Advance(1s);
      hub_.station().session().Tick();
      hub_.station().Settle();
    }
  }
  bool connected() { return hub_.station().connected(); }
  std::string why() { return hub_.station().closed_because(); }
  Hub hub_{false};
};

TEST_F(FloweeKeepAlive, WhoAsksNothingForFourSecondsIsDropped) {
  Wait(3s);
  EXPECT_TRUE(connected());
  Wait(1s);
  EXPECT_FALSE(connected());
  EXPECT_EQ(why(), "no handshake within 4 s");
}

TEST_F(FloweeKeepAlive, PingsAreAnsweredButIntroduceNobody) {
  EXPECT_EQ(Say(kPingPacket), kPongPacket);
  Wait(4s);
  EXPECT_EQ(why(), "no handshake within 4 s");
}

TEST_F(FloweeKeepAlive, AnyServiceIntroduces) {
  EXPECT_EQ(Say("07000864100004"), "");
  Wait(10s);
  EXPECT_TRUE(connected());
}

TEST_F(FloweeKeepAlive, TheFirstPingMustComeWithin150Seconds) {
  Say(kAskVersion);
  Wait(149s);
  EXPECT_TRUE(connected());
  Wait(1s);
  EXPECT_EQ(why(), "no ping for 150 s");
}

TEST_F(FloweeKeepAlive, RequestsDoNotReplacePings) {
  for (int i = 0; i < 15; ++i) {
    Say(kAskVersion);
    Wait(10s);
  }
  EXPECT_EQ(why(), "no ping for 150 s");
}

TEST_F(FloweeKeepAlive, LaterPingsMustComeWithin120SecondsOfEachOther) {
  Say(kAskVersion);
  Wait(140s);
  Say(kPingPacket);
  Wait(119s);
  EXPECT_TRUE(connected());
  Say(kPingPacket);
  Wait(119s);
  EXPECT_TRUE(connected());
  Wait(1s);
  EXPECT_EQ(why(), "no ping for 120 s");
}

TEST_F(FloweeKeepAlive, AServerNeverPings) {
  Say(kAskVersion);
  Wait(149s);
  EXPECT_EQ(ToHex(hub_.station().TakeSent()), "");
}

}  // namespace
}  // namespace dragoman::flowee
