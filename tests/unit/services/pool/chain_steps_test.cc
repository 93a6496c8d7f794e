// What blocks and reorganisations do to the pool.
#include <gmock/gmock.h>

#include "tests/unit/services/pool/toy_pool.h"

namespace dragoman {
namespace {

using pool::Verdict;
using testing::ElementsAre;
using testing::IsEmpty;

class PoolChain : public ::testing::Test {
 protected:
  toy::ToyPool pool_;
};

TEST_F(PoolChain, WhatABlockHoldsLeavesAndWhatSpendsFromItStays) {
  pool_.Offer("t1(c0.0)49:bob").ok();
  pool_.Offer("t2(t1.0)48:carol").ok();
  toy::AcceptAll(pool_.node, {"b1 g 20 1 c1()50:alice t1(c0.0)49:bob"});
  EXPECT_FALSE(pool_.Has("t1"));
  EXPECT_TRUE(pool_.Has("t2"));
  EXPECT_THAT(pool_.Steps(), ElementsAre("IN t1", "IN t2"));
  EXPECT_EQ(pool_.Verdict("t3(t2.0)47:dave"), Verdict::kAccepted);
}

TEST_F(PoolChain, WhatABlockHasSpentOtherwiseLeavesWithItsChildren) {
  pool_.Offer("t1(c0.0)49:bob").ok();
  pool_.Offer("t2(t1.0)48:carol").ok();
  pool_.Steps();
  toy::AcceptAll(pool_.node, {"b1 g 20 1 c1()50:alice t9(c0.0)40:dave"});
  EXPECT_THAT(pool_.Steps(), ElementsAre("OUT t2 conflict", "OUT t1 conflict"));
  EXPECT_EQ(pool_.pool.GetInfo().transactions, 0u);
  EXPECT_EQ(pool_.pool.GetInfo().bytes, 0u);
  EXPECT_EQ(pool_.pool.GetInfo().memory, 0u);
}

TEST_F(PoolChain, AReorganisationBringsBackWhatItTookOutOfBlocks) {
  toy::AcceptAll(pool_.node, {"a1 g 20 1 c1()50:alice t1(c0.0)49:bob",
                              "a2 a1 30 1 c2()50:alice t2(t1.0)48:carol"});
  EXPECT_THAT(pool_.Steps(), IsEmpty());
  toy::AcceptAll(pool_.node,
                 {"b1 g 20 1 d1()50:alice", "b2 b1 30 1 d2()50:alice", "b3 b2 40 1 d3()50:alice"});
  EXPECT_THAT(pool_.Steps(), ElementsAre("IN t1", "IN t2"));
  EXPECT_TRUE(pool_.node.Heard<event::TransactionReceived>().empty());
}

// Before the chain grows again, so that who follows both hears them in this order.
TEST_F(PoolChain, TheyAreBackBeforeTheNewBlocksAreTold) {
  toy::AcceptAll(pool_.node, {"a1 g 20 1 c1()50:alice t1(c0.0)49:bob"});
  pool_.node.events.clear();
  toy::AcceptAll(pool_.node, {"b1 g 20 1 d1()50:alice", "b2 b1 30 1 d2()50:alice"});
  std::string order;
  for (const Event& event : pool_.node.events) {
    if (const auto* step = std::get_if<event::ChainStep>(&event.body)) order += step->step + ' ';
    if (const auto* step = std::get_if<event::PoolStep>(&event.body)) order += step->step + ' ';
  }
  EXPECT_EQ(order, "UNDO IN NEW NEW ");
}

TEST_F(PoolChain, WhereBlocksAreOrderedByIdAChildMayStandBeforeItsParent) {
  toy::AcceptAll(pool_.node, {"a1 g 20 1 c1()50:alice t2(t1.0)48:carol t1(c0.0)49:bob"});
  toy::AcceptAll(pool_.node, {"b1 g 20 1 d1()50:alice", "b2 b1 30 1 d2()50:alice"});
  EXPECT_THAT(pool_.Steps(), ElementsAre("IN t1", "IN t2"));
}

TEST_F(PoolChain, WhatTheOtherBranchHoldsOrHasSpentDoesNotComeBack) {
  toy::AcceptAll(pool_.node, {"a1 g 20 1 c1()50:alice t1(c0.0)20:bob,20:carol",
                              "a2 a1 30 1 c2()50:alice t2(t1.0)19:dave"});
  pool_.Offer("t3(t2.0)18:erin").ok();
  pool_.Steps();
  toy::AcceptAll(pool_.node,
                 {"b1 g 20 1 d1()50:alice t1(c0.0)20:bob,20:carol",
                  "b2 b1 30 1 d2()50:alice t9(t1.0)17:frank", "b3 b2 40 1 d3()50:alice"});
  // t2 lost its input; t3 spent from it and cannot stay.
  EXPECT_THAT(pool_.Steps(), ElementsAre("OUT t3 conflict"));
  EXPECT_EQ(pool_.pool.GetInfo().transactions, 0u);
}

TEST_F(PoolChain, AnImportOfBlocksLeavesAnEmptyPoolAlone) {
  const std::size_t gets = pool_.node.shelf->gets;
  toy::AcceptAll(pool_.node, {"b1 g 20 1 c1()50:alice", "b2 b1 30 1 c2()50:alice"});
  EXPECT_EQ(pool_.node.shelf->gets, gets);
}

// The chain moves while it is asked: the answer is old and asked for again.
TEST(PoolRace, IsAskedAgainWhenTheChainMovedMeanwhile) {
  ManualClock clock;
  Router router(clock);
  toy::ToyFormat format;
  const NetworkId network = router.AddNetwork("toy", "toy");
  std::vector<ReplySink<chain::Outputs>> asked;
  ASSERT_TRUE((router
                   .Serve<chain::OutputsQuery, chain::Outputs>(
                       network, chain::kOutputs,
                       [&asked](const chain::OutputsQuery&, const ReplySink<chain::Outputs>& sink) {
                         asked.push_back(sink);
                       })
                   .ok()));
  PoolService service(router, network, format, clock);
  ASSERT_TRUE(service.Start().ok());
  std::optional<pool::Verdict> verdict;
  pool::Offer offer;
  offer.raw = toy::Block("t1(c0.0)49:bob");
  router.Call<pool::Offer, pool::Offered>(
      network, pool::kOffer, offer,
      [&verdict](const Result<pool::Offered>& o) { verdict = o->verdict; });
  ASSERT_EQ(asked.size(), 1u);
  Event event;
  event.network = network;
  event.body = event::ChainStep{"NEW", toy::Named("b1"), "b1", 1, 0};
  router.Publish(event);

  chain::OutputRecord output;
  output.unspent = true;
  output.amount = 50;
  asked[0](chain::Outputs{output});
  EXPECT_FALSE(verdict.has_value());
  ASSERT_EQ(asked.size(), 2u);
  output.unspent = false;
  asked[1](chain::Outputs{output});
  EXPECT_EQ(verdict, Verdict::kMissingInputs);
}

TEST(PoolAlone, WithoutAChainNothingCanBeSpent) {
  ManualClock clock;
  Router router(clock);
  toy::ToyFormat format;
  const NetworkId network = router.AddNetwork("toy", "toy");
  PoolService service(router, network, format, clock);
  ASSERT_TRUE(service.Start().ok());
  std::optional<pool::Verdict> verdict;
  pool::Offer offer;
  offer.raw = toy::Block("t1(c0.0)49:bob");
  router.Call<pool::Offer, pool::Offered>(
      network, pool::kOffer, offer,
      [&verdict](const Result<pool::Offered>& o) { verdict = o->verdict; });
  EXPECT_EQ(verdict, Verdict::kMissingInputs);
}

}  // namespace
}  // namespace dragoman
