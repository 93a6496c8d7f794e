// What the pool takes and what it refuses.
#include <gmock/gmock.h>

#include "tests/unit/services/pool/toy_pool.h"

namespace dragoman {
namespace {

using pool::Verdict;
using testing::ElementsAre;
using testing::IsEmpty;

class PoolOffer : public ::testing::Test {
 protected:
  toy::ToyPool pool_;
};

TEST_F(PoolOffer, TakesWhatSpendsAnUnspentOutput) {
  const Result<pool::Offered> offered = pool_.Offer("t1(c0.0)20:bob,29:carol");
  ASSERT_TRUE(offered.ok()) << offered.status().ToString();
  EXPECT_EQ(offered->verdict, Verdict::kAccepted);
  EXPECT_EQ(offered->id, toy::Named("t1"));
  const Result<pool::Record> record = pool_.Get("t1");
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(AsText(record->raw), "t1(c0.0)20:bob,29:carol");
  EXPECT_EQ(record->fee, 1u);
  EXPECT_EQ(record->first_seen, 1'600'000'001);
  EXPECT_TRUE(record->rival.empty());
  EXPECT_THAT(pool_.Steps(), ElementsAre("IN t1"));
  const auto received = pool_.node.Heard<event::TransactionReceived>();
  ASSERT_EQ(received.size(), 1u);
  EXPECT_TRUE(received[0].first);
  EXPECT_EQ(received[0].bytes, 23u);
}

TEST_F(PoolOffer, KnowsWhatItHas) {
  pool_.Offer("t1(c0.0)49:bob").ok();
  EXPECT_EQ(pool_.Verdict("t1(c0.0)49:bob"), Verdict::kKnown);
  EXPECT_THAT(pool_.Steps(), ElementsAre("IN t1"));
  EXPECT_FALSE(pool_.node.Heard<event::TransactionReceived>().back().first);
}

TEST_F(PoolOffer, TakesWhatSpendsFromAnUnconfirmedOne) {
  EXPECT_EQ(pool_.Verdict("t1(c0.0)49:bob"), Verdict::kAccepted);
  EXPECT_EQ(pool_.Verdict("t2(t1.0)48:carol"), Verdict::kAccepted);
  EXPECT_EQ(pool_.Verdict("t3(t1.1)1:carol"), Verdict::kMissingInputs);
}

TEST_F(PoolOffer, RefusesARivalAndTellsOfItOnce) {
  pool_.Offer("t1(c0.0)49:bob").ok();
  const Result<pool::Offered> rival = pool_.Offer("t2(c0.0)48:carol");
  EXPECT_EQ(rival->verdict, Verdict::kConflict);
  EXPECT_EQ(rival->rival, toy::Named("t1"));
  EXPECT_EQ(pool_.Verdict("t3(c0.0)47:dave"), Verdict::kConflict);
  EXPECT_EQ(pool_.Verdict("t2(c0.0)48:carol"), Verdict::kRecentlyRefused);
  const auto told = pool_.node.Heard<event::DoubleSpend>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].hash_display, "t1");
  EXPECT_EQ(told[0].rival_display, "t2");
  EXPECT_EQ(AsText(pool_.Get("t1")->rival), "t2(c0.0)48:carol");
  EXPECT_FALSE(pool_.Has("t2"));
}

TEST_F(PoolOffer, RefusesForGoodWhatCanNeverBeAndRemembersIt) {
  EXPECT_EQ(pool_.Verdict("c9()50:bob"), Verdict::kCoinbase);
  EXPECT_EQ(pool_.Verdict("c9()50:bob"), Verdict::kRecentlyRefused);
  EXPECT_EQ(pool_.Verdict("t1(c0.0,c0.0)50:bob"), Verdict::kSpendsTwice);
  EXPECT_EQ(pool_.Verdict("t2(c0.0)51:bob"), Verdict::kOverspends);
  EXPECT_EQ(pool_.Verdict("t2(c0.0)51:bob"), Verdict::kRecentlyRefused);
  // A new block may have changed what was wrong.
  toy::AcceptAll(pool_.node, {"b1 g 20 1 c1()50:alice"});
  EXPECT_EQ(pool_.Verdict("t2(c0.0)51:bob"), Verdict::kOverspends);
}

TEST_F(PoolOffer, WhatOverflowsOverspends) {
  EXPECT_EQ(pool_.Verdict("t1(c0.0)18446744073709551615:bob,60:carol"), Verdict::kOverspends);
}

TEST_F(PoolOffer, MissingInputsMayComeLater) {
  EXPECT_EQ(pool_.Verdict("t2(t1.0)48:carol"), Verdict::kMissingInputs);
  pool_.Offer("t1(c0.0)49:bob").ok();
  EXPECT_EQ(pool_.Verdict("t2(t1.0)48:carol"), Verdict::kAccepted);
}

TEST_F(PoolOffer, WhatTheChainHasSpentIsMissing) {
  toy::AcceptAll(pool_.node, {"b1 g 20 1 c1()50:alice t1(c0.0)49:bob"});
  EXPECT_EQ(pool_.Verdict("t2(c0.0)48:carol"), Verdict::kMissingInputs);
  EXPECT_EQ(pool_.Verdict("t1(c0.0)49:bob"), Verdict::kMissingInputs);
}

TEST_F(PoolOffer, GarbageIsAnErrorOfTheFormat) {
  const Result<pool::Offered> offered = pool_.Offer("garbage");
  EXPECT_EQ(offered.status().code(), Code::kBadValue);
  EXPECT_THAT(pool_.Steps(), IsEmpty());
}

TEST_F(PoolOffer, FindsByScriptInTheOrderOfComing) {
  pool_.Offer("t1(c0.0)20:bob,20:carol,9:bob").ok();
  pool_.Offer("t2(t1.0)19:carol").ok();
  const pool::Hits hits = pool_.PaidTo({"carol", "bob"});
  ASSERT_EQ(hits.size(), 4u);
  EXPECT_EQ(hits[0].index, 0u);
  EXPECT_EQ(hits[1].index, 1u);
  EXPECT_EQ(hits[2].index, 2u);
  EXPECT_EQ(hits[2].amount, 9u);
  EXPECT_EQ(hits[3].record.id, toy::Named("t2"));
  EXPECT_EQ(pool_.PaidTo({"carol", "bob"}, 2).size(), 2u);
  EXPECT_TRUE(pool_.PaidTo({"dave"}).empty());
}

TEST_F(PoolOffer, ListsUpToANumberOfBytes) {
  pool_.Offer("t1(c0.0)49:bob").ok();
  pool_.Offer("t2(t1.0)48:carol").ok();
  pool::ListQuery query;
  query.bytes = 20;
  EXPECT_EQ(pool_.node.Ask(pool::kList, query)->size(), 1u);
  query.bytes = 1000;
  EXPECT_EQ(pool_.node.Ask(pool::kList, query)->size(), 2u);
}

TEST(PoolLimit, RefusesNewcomersWhenFull) {
  PoolLimits limits;
  limits.memory = 20;
  limits.transaction_bytes = 30;
  toy::ToyPool pool(limits);
  EXPECT_EQ(pool.Verdict("t0(c0.0)1:bobbobbobbobbobbobbob"), Verdict::kTooLarge);
  EXPECT_EQ(pool.Verdict("t1(c0.0)49:bob"), Verdict::kAccepted);
  EXPECT_EQ(pool.Verdict("t2(t1.0)48:bob"), Verdict::kFull);
  const pool::Info info = pool.pool.GetInfo();
  EXPECT_EQ(info.transactions, 1u);
  EXPECT_EQ(info.bytes, 14u);
  EXPECT_EQ(info.memory, 14u);
  EXPECT_EQ(info.memory_limit, 20u);
}

TEST(PoolLimit, CountsTransactions) {
  PoolLimits limits;
  limits.transactions = 1;
  toy::ToyPool pool(limits);
  EXPECT_EQ(pool.Verdict("t1(c0.0)49:bob"), Verdict::kAccepted);
  EXPECT_EQ(pool.Verdict("t2(t1.0)48:bob"), Verdict::kFull);
}

TEST(PoolLimit, RemembersOnlySoManyRefusals) {
  PoolLimits limits;
  limits.refusals = 1;
  toy::ToyPool pool(limits);
  EXPECT_EQ(pool.Verdict("c8()50:bob"), Verdict::kCoinbase);
  EXPECT_EQ(pool.Verdict("c9()50:bob"), Verdict::kCoinbase);
  EXPECT_EQ(pool.Verdict("c8()50:bob"), Verdict::kCoinbase);
}

TEST(PoolStart, TwoPoolsForOneNetworkAreAMistake) {
  toy::ToyPool pool;
  PoolService second(pool.node.router, pool.node.network, pool.node.format, pool.node.clock);
  EXPECT_EQ(second.Start().code(), Code::kInternal);
}

}  // namespace
}  // namespace dragoman
