// Two nodes of ours joined in memory: the one that connects introduces itself, fetches the chain and stays.
#include "tests/vectors/flowee_hub.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

using namespace std::chrono_literals;

constexpr const char* kTip = "b435cf812ef738b33c7869a56d2e2565d367ae706c46756db1661390393c714f";

testing::Ends Nodes(std::size_t piece = static_cast<std::size_t>(-1)) {
  testing::Ends ends;
  ends.left_setup = HubSetup(false);
  ends.left_setup.connects = true;
  ends.right_setup = HubSetup(true);
  ends.piece = piece;
  return ends;
}

chain::Tip TipOf(testing::Station& station) {
  chain::Tip tip;
  station.world().router.Call<chain::Nothing, chain::Tip>(NetworkId{}, chain::kTip, chain::Nothing(),
                                                          [&tip](const Result<chain::Tip>& r) { tip = *r; });
  return tip;
}

TEST(FloweeSync, TheSideThatConnectsFetchesTheWholeChain) {
  testing::JoinedPair pair(flowee::Register, Nodes());
  pair.Advance(5s);
  ASSERT_TRUE(pair.connected()) << pair.left().closed_because() << pair.right().closed_because();
  EXPECT_EQ(TipOf(pair.left()).height, 115);
  EXPECT_EQ(ToHex(TipOf(pair.left()).hash), kTip);
}

TEST(FloweeSync, ItLearnsWhatTheOtherSaysOfItself) {
  testing::JoinedPair pair(flowee::Register, Nodes());
  pair.Advance(1s);
  ASSERT_TRUE(pair.left().ready());
  const Json& info = pair.left().peer()->info();
  EXPECT_EQ(info["agent"].AsString(), "Flowee:1 (2021-04)");
  EXPECT_EQ(info["chain"].AsString(), "regtest");
  EXPECT_EQ(info["height"], Json(115));
  EXPECT_EQ(info["tip"].AsString(), kTip);
}

TEST(FloweeSync, BytesInPiecesOfSevenGiveTheSameChain) {
  testing::JoinedPair pair(flowee::Register, Nodes(7));
  pair.Advance(5s);
  EXPECT_EQ(ToHex(TipOf(pair.left()).hash), kTip);
}

TEST(FloweeSync, PingsKeepTheConnectionForAnHour) {
  testing::JoinedPair pair(flowee::Register, Nodes());
  pair.Advance(1h);
  EXPECT_TRUE(pair.connected()) << pair.left().closed_because() << pair.right().closed_because();
}

TEST(FloweeSync, AnotherNetworkIsRefusedWithBothNames) {
  testing::Ends ends = Nodes();
  ends.left_setup.network = "main";
  ends.left_setup.serve = {};
  testing::JoinedPair pair(flowee::Register, ends);
  pair.Advance(1s);
  EXPECT_FALSE(pair.left().connected());
  EXPECT_NE(pair.left().closed_because().find("another network (we: main, they: regtest)"), std::string::npos)
      << pair.left().closed_because();
  EXPECT_EQ(pair.left().closed().why.code(), Code::kRefused);
}

TEST(FloweeSync, ASilentHubIsTooSlow) {
  testing::Ends ends = Nodes();
  ends.right = testing::Role::kSilent;
  testing::JoinedPair pair(flowee::Register, ends);
  pair.Advance(9s);
  EXPECT_TRUE(pair.left().connected());
  pair.Advance(2s);
  EXPECT_EQ(pair.left().closed_because(), "no answer in time");
}

// A scripted Hub: what it says is in the test.
class FloweeClient : public ::testing::Test {
 protected:
  FloweeClient() {
    testing::Setup setup = HubSetup(false);
    setup.connects = true;
    station_ = std::make_unique<testing::Station>(testing::Chosen(*registry_, "flowee"), setup, clock_);
  }
  void Hear(const std::string& hex) {
    station_->Feed(vectors::HexBytes(hex));
    station_->Settle();
  }
  ManualClock clock_;
  std::shared_ptr<const DialectRegistry> registry_ = testing::Registered(flowee::Register);
  std::unique_ptr<testing::Station> station_;
};

TEST_F(FloweeClient, ARequestComesAtOnceAndServiceIdIsItsFirstToken) {
  EXPECT_EQ(ToHex(station_->TakeSent()), "090008001000580104");
}

TEST_F(FloweeClient, APingFromTheHubEndsTheConnectionForGood) {
  Hear("0600087e2c04");
  EXPECT_EQ(station_->closed_because(), "only the side that connected may ping");
}

TEST_F(FloweeClient, AWebServerIsToldApart) {
  Hear(ToHex(AsBytes("HTTP/1.1 400 Bad Request\r\n")));
  EXPECT_EQ(station_->closed_because(), "this is HTTP, not Flowee");
}

TEST_F(FloweeClient, ARefusalIsToldInTheHubsWords) {
  Hear("1f0008001002580104a2104e6f7420746f2d6461792c2073697220a800b000");
  EXPECT_FALSE(station_->connected());
  EXPECT_NE(station_->closed_because().find("the Hub says: Not to-day, sir"), std::string::npos)
      << station_->closed_because();
}

}  // namespace
}  // namespace dragoman::flowee
