// The shelf is the truth: what a new start makes of it, whatever was cut off or damaged before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_node.h"

namespace dragoman {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using toy::AcceptAll;
using toy::Block;
using toy::MemoryShelf;
using toy::Named;
using toy::ToyNode;

const std::vector<std::string_view> kBlocks = {"a1 g 1 2 t1(c0.0)20:bob", "b1 g 1 2 t2(c0.0)30:bob",
                                               "a2 a1 2 2", "b2 b1 2 2",
                                               "b3 b2 3 2 t3(t2.0)1:carol"};

TEST(ChainRestart, TheIndexIsTheSameAgain) {
  auto shelf = std::make_shared<MemoryShelf>();
  {
    ToyNode node(shelf);
    ASSERT_TRUE(node.chain.Start().ok());
    AcceptAll(node, kBlocks);
  }
  ToyNode node(shelf);
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Tip(), "b3");
  EXPECT_EQ(node.Output("t2").spent_by->height, 3);
  EXPECT_THAT(node.events, IsEmpty());
  EXPECT_EQ(node.Accept("a2 a1 2 2")->outcome, chain::Outcome::kKnown);
}

TEST(ChainRestart, OfEqualBranchesTheFirstStoredIsFollowedAgain) {
  auto shelf = std::make_shared<MemoryShelf>();
  {
    ToyNode node(shelf);
    ASSERT_TRUE(node.chain.Start().ok());
    AcceptAll(node, {"z1 g 1 2", "a1 g 1 2"});
  }
  ToyNode node(shelf);
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Tip(), "z1");
}

TEST(ChainRestart, KilledAfterAnyBlockItGoesOnAndCompletes) {
  for (std::size_t lost = 0; lost <= kBlocks.size() + 1; ++lost) {
    auto shelf = std::make_shared<MemoryShelf>();
    {
      ToyNode node(shelf);
      ASSERT_TRUE(node.chain.Start().ok());
      AcceptAll(node, kBlocks);
    }
    shelf->LoseLast(lost);
    ToyNode node(shelf);
    ASSERT_TRUE(node.chain.Start().ok());
    AcceptAll(node, kBlocks);
    EXPECT_EQ(node.Tip(), "b3") << lost << " lost";
    EXPECT_EQ(shelf->size(), 1 + kBlocks.size());
  }
}

TEST(ChainRestart, WhicheverPutIsRefusedTryingAgainCompletes) {
  for (std::size_t refused = 2; refused <= kBlocks.size() + 1; ++refused) {
    ToyNode node;
    ASSERT_TRUE(node.chain.Start().ok());
    node.shelf->fail_at = refused;
    AcceptAll(node, kBlocks);
    AcceptAll(node, kBlocks);
    EXPECT_EQ(node.Tip(), "b3") << "put " << refused;
  }
}

TEST(ChainRestart, BlocksStoredBeforeTheirParentsAreConnected) {
  auto shelf = std::make_shared<MemoryShelf>();
  for (auto block = kBlocks.rbegin(); block != kBlocks.rend(); ++block) {
    ASSERT_TRUE(shelf->Put(Named(block->substr(0, 2)), Block(*block)).ok());
  }
  ToyNode node(shelf);
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Tip(), "b3");
  EXPECT_EQ(shelf->size(), 1 + kBlocks.size());  // the first block was put at last
  EXPECT_THAT(node.Heard<event::Fault>(), IsEmpty());
}

TEST(ChainRestart, DamagedAndParentlessBlocksAreLeftOutAndTold) {
  auto shelf = std::make_shared<MemoryShelf>();
  ASSERT_TRUE(shelf->Put(Named("a1"), Block("a1 g 1 2")).ok());
  ASSERT_TRUE(shelf->Put(Named("a2"), Block("a2 a1 2 2 bad")).ok());
  ASSERT_TRUE(shelf->Put(Named("a3"), Block("a3 a2 3 2")).ok());
  ASSERT_TRUE(shelf->Put(Named("a4"), Block("other a1 3 2")).ok());
  ToyNode node(shelf);
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Tip(), "a1");
  const auto faults = node.Heard<event::Fault>();
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_THAT(faults[0].text, HasSubstr("2 stored blocks cannot be read, 1 have no parent"));
  EXPECT_THAT(faults[0].text, HasSubstr("a2: not a transaction (byte 10)"));

  AcceptAll(node, {"a2 a1 2 2", "a3 a2 3 2"});
  EXPECT_EQ(node.Tip(), "a3");
}

TEST(ChainRestart, AnUnknownNetworkRestartsToo) {
  auto shelf = std::make_shared<MemoryShelf>();
  ASSERT_TRUE(shelf->Put(Named("x0"), Block("x0 - 1 2")).ok());
  ASSERT_TRUE(shelf->Put(Named("x1"), Block("x1 x0 1 2")).ok());
  ToyNode node(shelf, "blank");
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Tip(), "x1");
}

TEST(ChainRestart, AShelfThatCannotBeReadIsAnError) {
  auto shelf = std::make_shared<MemoryShelf>();
  shelf->scan_ends_with = Status(Code::kStorage, "no such table");
  ToyNode node(shelf);
  EXPECT_EQ(node.chain.Start().code(), Code::kStorage);
}

}  // namespace
}  // namespace dragoman
