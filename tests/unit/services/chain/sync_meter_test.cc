// event::SyncProgress: when it is told and what it says.
#include "services/chain/sync_meter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_node.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using toy::kPeer;
using toy::ToyNode;

class SyncProgress : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(node.chain.Start().ok()); }
  void Target(std::int64_t height, std::string peer = kPeer) {
    ASSERT_TRUE(node.Ask(chain::kTarget, chain::Target{height, std::move(peer)}).ok());
  }
  void Come(int from, int to) {
    for (int i = from; i <= to; ++i) {
      const std::string parent = i == 1 ? "g" : "b" + std::to_string(i - 1);
      ASSERT_TRUE(node.Accept("b" + std::to_string(i) + " " + parent + " 1 1").ok());
    }
  }
  void Pass(Duration by) {
    node.clock.Advance(by);
    node.chain.Tick(node.clock.Now());
  }
  std::vector<event::SyncProgress> Told() { return node.Heard<event::SyncProgress>(); }
  ToyNode node;
};

TEST_F(SyncProgress, OnceASecondWhileBlocksAreFetched) {
  Target(10);
  Pass(999ms);
  EXPECT_THAT(Told(), IsEmpty());
  Come(1, 4);
  Pass(1001ms);
  ASSERT_EQ(node.events.back().peer, kPeer);
  const auto told = Told();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].stage, "blocks");
  EXPECT_EQ(told[0].done, 4);
  EXPECT_EQ(told[0].target, 10);
  EXPECT_EQ(told[0].per_second, 2);
  EXPECT_FALSE(told[0].stalled);
  Pass(500ms);
  EXPECT_THAT(Told(), IsEmpty());
  Come(5, 5);
  Pass(500ms);
  EXPECT_EQ(Told().at(0).per_second, 1);
}

TEST_F(SyncProgress, OnceWhenAllIsThereWithTheRateOfTheWhole) {
  Target(10);
  node.clock.Advance(2s);
  Come(1, 10);
  const auto told = Told();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].done, 10);
  EXPECT_EQ(told[0].target, 10);
  EXPECT_EQ(told[0].per_second, 5);
  EXPECT_FALSE(told[0].stalled);
  Pass(20s);
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(SyncProgress, WithNothingToFetchItIsToldAsDoneOnce) {
  Target(0);
  ASSERT_EQ(node.events.size(), 1u);
  EXPECT_EQ(node.events[0].peer, kPeer);
  EXPECT_EQ(Told().at(0).done, 0);
  Target(0, "10.0.0.2:1");
  Pass(20s);
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(SyncProgress, TheFarthestPeerIsTheTargetUntilItLeaves) {
  Target(3, "near");
  Target(99, "far");
  Come(1, 2);
  Pass(1s);
  EXPECT_EQ(Told().at(0).target, 99);
  Event left;
  left.network = node.network;
  left.peer = "far";
  left.body = event::PeerDisconnected{};
  node.router.Publish(left);
  Come(3, 3);
  EXPECT_EQ(Told().at(0).target, 3);
}

TEST_F(SyncProgress, ASilenceOfTenSecondsIsAStallWithItsReason) {
  Target(10);
  Come(1, 1);
  Pass(9s);
  EXPECT_FALSE(Told().at(0).stalled);
  Pass(1s);
  auto told = Told();
  EXPECT_TRUE(told.at(0).stalled);
  EXPECT_EQ(told.at(0).stall_reason, "no block for 10 s from 10.0.0.1:1235");
  EXPECT_EQ(told.at(0).per_second, 0);
  Come(2, 2);
  Pass(1s);
  EXPECT_FALSE(Told().at(0).stalled);
}

TEST_F(SyncProgress, AStallNamesTheRefusalOrThePeerThatLeft) {
  Target(10);
  EXPECT_FALSE(node.Accept("b1 g 1 x").ok());
  Pass(11s);
  EXPECT_EQ(Told().at(0).stall_reason, "no block for 11 s, the last was refused: work is not met");
  Event left;
  left.network = node.network;
  left.peer = kPeer;
  left.body = event::PeerDisconnected{};
  node.router.Publish(left);
  Pass(1s);
  EXPECT_EQ(Told().at(0).stall_reason,
            "no block for 12 s, 10.0.0.1:1235 is gone and nobody else has more");
  Target(5, "10.0.0.2:1");  // somebody else takes its place
  Pass(1s);
  const auto told = Told();
  EXPECT_EQ(told.at(0).target, 5);
  EXPECT_EQ(told.at(0).stall_reason, "no block for 13 s, the last was refused: work is not met");
}

TEST_F(SyncProgress, BlocksFromAFileFinishItToo) {
  Target(1);
  ASSERT_TRUE(node.Accept("b1 g 1 1", "").ok());
  Pass(1s);
  EXPECT_EQ(Told().at(0).done, 1);
}

TEST_F(SyncProgress, PeersBeyondCountingAreForgotten) {
  for (int i = 0; i < 3000; ++i) Target(5, "peer " + std::to_string(i));
  Come(1, 5);
  EXPECT_EQ(Told().size(), 1u);
}

}  // namespace
}  // namespace dragoman
