// Many places in memory: who reaches whom, when, and what they see when they do not.
#include <gtest/gtest.h>

#include "tests/session/transports/echo.h"
#include "transports/memory/memory_loop.h"
#include "transports/memory/memory_network.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kEchoPlace = "10.2.0.1";
constexpr const char* kEchoAddress = "10.2.0.1:7";
constexpr const char* kAskerPlace = "10.1.0.1";

class Network : public ::testing::Test {
 protected:
  void Listen() { ASSERT_TRUE(network_.Listen(kEchoAddress, echo_loop_, Makes<Echo>(echo_)).ok()); }
  void Dial(const std::vector<ByteVector>& questions) {
    dialer_->Dial(kEchoAddress, Makes<Asker>(asker_, SessionLimits(), questions),
                  [this](const Status& why) { failed_.push_back(why.ToString()); });
  }
  std::vector<ByteVector> Questions(std::size_t count, std::size_t size) const {
    return std::vector<ByteVector>(count, Frame(Pattern(size)));
  }
  static MemoryRoads Slow() {
    MemoryRoads roads;
    roads.least_latency = roads.most_latency = milliseconds(100);
    return roads;
  }

  MemoryHost host_;
  Log asker_;  // before the network: whose links end with it and are told of
  Log echo_;
  MemoryNetwork network_{host_, 1, Slow()};
  MemoryLoop echo_loop_{host_};
  MemoryLoop asker_loop_{host_};
  std::unique_ptr<Dialer> dialer_ = network_.DialerOf(kAskerPlace, asker_loop_);
  std::vector<std::string> failed_;
};

TEST_F(Network, ADialTakesOneRoundAndAnAnswerAnother) {
  Listen();
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(199)));
  EXPECT_EQ(network_.links(), 0u);
  ASSERT_TRUE(host_.Advance(milliseconds(1)));
  EXPECT_EQ(network_.links(), 1u);
  ASSERT_TRUE(host_.Advance(milliseconds(199)));
  EXPECT_TRUE(asker_.closed().empty());
  ASSERT_TRUE(host_.Advance(milliseconds(1)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].why.ToString(), "all is answered");
  ASSERT_TRUE(host_.Advance(seconds(1)));
  EXPECT_EQ(network_.links(), 0u) << "a link that is over is forgotten";
}

TEST_F(Network, WhereNobodyListensADialIsRefused) {
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(200)));
  EXPECT_EQ(failed_, std::vector<std::string>{"cannot reach 10.2.0.1:7: connection refused"});
}

TEST_F(Network, OneAddressHasOneListener) {
  Listen();
  const Status second = network_.Listen(kEchoAddress, echo_loop_, Makes<Echo>(echo_));
  EXPECT_EQ(second.code(), Code::kInUse);
}

TEST_F(Network, AcrossAPartitionADialGetsNoAnswerForTenSeconds) {
  Listen();
  network_.PutOnIsland(kEchoPlace, 1, MemoryNetwork::Broken::kSilent);
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(9'999)));
  EXPECT_TRUE(failed_.empty());
  ASSERT_TRUE(host_.Advance(milliseconds(1)));
  EXPECT_EQ(failed_, std::vector<std::string>{"cannot reach 10.2.0.1:7: no answer"});
}

TEST_F(Network, AHandshakeIsRepeatedSoThatAShortPartitionOnlyDelaysIt) {
  Listen();
  network_.PutOnIsland(kEchoPlace, 1, MemoryNetwork::Broken::kSilent);
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(seconds(3)));
  network_.Heal();
  ASSERT_TRUE(host_.Advance(seconds(3)));
  EXPECT_EQ(asker_.closed().size(), 1u);
  EXPECT_TRUE(failed_.empty());
}

TEST_F(Network, ASilentPartitionOnlyDelaysWhatIsUnderWay) {
  Listen();
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(250)));
  network_.PutOnIsland(kAskerPlace, 7, MemoryNetwork::Broken::kSilent);
  ASSERT_TRUE(host_.Advance(seconds(60)));
  EXPECT_TRUE(asker_.closed().empty());
  network_.Heal();
  ASSERT_TRUE(host_.Advance(seconds(1)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].why.ToString(), "all is answered");
}

TEST_F(Network, APartitionMayCutLinks) {
  Listen();
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(250)));
  network_.PutOnIsland(kAskerPlace, 7, MemoryNetwork::Broken::kCut);
  ASSERT_TRUE(host_.RunUntilIdle());
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].by, ClosedBy::kNetwork);
}

TEST_F(Network, ASilencedLinkStaysSilentWhenAllElseHeals) {
  Listen();
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(250)));
  network_.Silence(0);
  network_.Heal();
  ASSERT_TRUE(host_.Advance(seconds(600)));
  EXPECT_TRUE(asker_.closed().empty());
}

TEST_F(Network, AThrottledEndTakesSoManyBytesASecond) {
  Listen();
  Dial(Questions(10, 996));  // 10'000 bytes there, as many back
  ASSERT_TRUE(host_.Advance(milliseconds(200)));
  network_.Throttle(0, MemoryPair::Side::kAccepting, 1000);
  ASSERT_TRUE(host_.Advance(milliseconds(9'700)));
  EXPECT_TRUE(asker_.closed().empty());
  ASSERT_TRUE(host_.Advance(milliseconds(500)));
  EXPECT_EQ(asker_.closed().size(), 1u);
}

TEST_F(Network, HealingEndsTheThrottle) {
  Listen();
  Dial(Questions(10, 996));
  ASSERT_TRUE(host_.Advance(milliseconds(200)));
  network_.Throttle(0, MemoryPair::Side::kAccepting, 1);
  ASSERT_TRUE(host_.Advance(seconds(20)));
  EXPECT_TRUE(asker_.closed().empty());
  network_.Heal();
  ASSERT_TRUE(host_.Advance(seconds(1)));
  EXPECT_EQ(asker_.closed().size(), 1u);
}

TEST_F(Network, WhoIsKilledIsSeenAsAnEndOfTheLink) {
  Listen();
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(milliseconds(250)));
  network_.Kill(kEchoPlace);
  ASSERT_EQ(echo_.closed().size(), 1u) << "its session is gone at once";
  ASSERT_TRUE(host_.Advance(seconds(1)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].by, ClosedBy::kPeer);
  EXPECT_EQ(network_.links(), 0u);
  Dial(Questions(1, 10));
  ASSERT_TRUE(host_.Advance(seconds(1)));
  EXPECT_EQ(failed_.size(), 1u) << "and it listens no more";
}

TEST_F(Network, ADialerThatIsGoneCallsNobody) {
  Listen();
  Dial(Questions(1, 10));
  dialer_.reset();
  ASSERT_TRUE(host_.Advance(seconds(20)));
  EXPECT_TRUE(failed_.empty());
  EXPECT_EQ(network_.links(), 0u);
  EXPECT_TRUE(asker_.closed().empty());
}

TEST_F(Network, JitterKeepsTheOrder) {
  MemoryRoads roads;
  roads.most_latency = milliseconds(50);
  roads.jitter = milliseconds(500);
  roads.piece = 7;
  MemoryNetwork network(host_, 3, roads);
  ASSERT_TRUE(network.Listen(kEchoAddress, echo_loop_, Makes<Echo>(echo_)).ok());
  const auto dialer = network.DialerOf(kAskerPlace, asker_loop_);
  dialer->Dial(kEchoAddress, Makes<Asker>(asker_, SessionLimits(), Questions(50, 100)), [](const Status&) {});
  ASSERT_TRUE(host_.Advance(seconds(60)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].why.ToString(), "all is answered");
}

TEST(MemoryLoopAlone, WhatItHasNotRunIsDestroyedWithIt) {
  MemoryHost host;
  auto loop = std::make_unique<MemoryLoop>(host);
  const auto token = std::make_shared<int>(1);
  bool ran = false;
  loop->Post([token, &ran] { ran = true; });
  loop->After(seconds(1), [token, &ran] { ran = true; });
  EXPECT_EQ(token.use_count(), 3);
  loop.reset();
  EXPECT_EQ(token.use_count(), 1);
  ASSERT_TRUE(host.Advance(seconds(5)));
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace dragoman::transport_tests
