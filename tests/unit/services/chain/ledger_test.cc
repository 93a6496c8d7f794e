// What chain.transaction, chain.output, chain.script and chain.fees say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_node.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::Optional;
using toy::AcceptAll;
using toy::Named;
using toy::ToyNode;

class LedgerCalls : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(node.chain.Start().ok()); }
  chain::Fees Fees(std::int64_t height) { return *node.Ask(chain::kFees, chain::ByHeight(height)); }
  ToyNode node;
};

TEST_F(LedgerCalls, ATransactionHasItsPlace) {
  AcceptAll(node, {"b1 g 20 2 c1()50:alice t1(c0.0)20:bob,29:carol"});
  const auto place = node.Ask(chain::kTransaction, chain::TransactionQuery{Named("t1")});
  EXPECT_EQ(place->height, 1);
  EXPECT_EQ(place->offset, 23u);
  EXPECT_EQ(place->size, 23u);
  EXPECT_EQ(node.Ask(chain::kTransaction, chain::TransactionQuery{Named("t9")}).status().code(),
            Code::kNotFound);
}

TEST_F(LedgerCalls, AnOutputIsFoundByIdOrByPlace) {
  AcceptAll(node, {"b1 g 20 2 c1()50:alice t1(c0.0)20:bob,29:carol"});
  const chain::OutputRecord by_id = node.Output("t1", 1);
  EXPECT_EQ(by_id.amount, 29u);
  EXPECT_TRUE(by_id.unspent);
  EXPECT_EQ(by_id.spent_by.has_value(), false);

  chain::OutputQuery query;
  query.height = 1;
  query.offset = 23;
  query.index = 1;
  const auto by_place = node.Ask(chain::kOutput, query);
  EXPECT_EQ(by_place->transaction, Named("t1"));
  EXPECT_EQ(by_place->amount, 29u);

  query.offset = 24;
  EXPECT_EQ(node.Ask(chain::kOutput, query).status().code(), Code::kNotFound);
  query.offset = 23;
  query.index = 2;
  EXPECT_EQ(node.Ask(chain::kOutput, query).status().Text(), "the transaction has no output 2");
  query.height = 2;
  EXPECT_EQ(node.Ask(chain::kOutput, query).status().code(), Code::kNotFound);
}

TEST_F(LedgerCalls, AScriptsOutputsComeInChainOrderUpToTheLimit) {
  AcceptAll(node, {"b1 g 20 2 c1()50:alice t1(c0.0)20:alice,29:alice", "b2 b1 30 2 c2()50:alice"});
  chain::ScriptQuery query;
  query.key = Named("alice");
  const auto all = node.Ask(chain::kScript, query);
  std::vector<std::uint64_t> amounts;
  for (const auto& output : *all) amounts.push_back(output.amount);
  EXPECT_THAT(amounts, ElementsAre(50, 50, 20, 29, 50));
  EXPECT_FALSE(all->front().unspent);
  query.limit = 2;
  EXPECT_EQ(node.Ask(chain::kScript, query)->size(), 2u);
  query.key = Named("nobody");
  EXPECT_TRUE(node.Ask(chain::kScript, query)->empty());
}

TEST_F(LedgerCalls, FeesAreWhatInputsHaveMoreThanOutputs) {
  AcceptAll(node, {"b1 g 20 2 c1()50:alice t1(c0.0)20:bob,29:carol t2(t1.0,t1.1)40:bob"});
  EXPECT_THAT(Fees(1), ElementsAre(std::nullopt, Optional(1), Optional(9)));
}

TEST_F(LedgerCalls, ATransactionMaySpendFromALaterOneOfItsBlock) {
  AcceptAll(node, {"b1 g 20 2 t2(t1.0)15:bob t1(c0.0)20:alice"});
  EXPECT_THAT(Fees(1), ElementsAre(Optional(5), Optional(30)));
  EXPECT_FALSE(node.Output("t1").unspent);
}

TEST_F(LedgerCalls, WithoutAnInputOrWithTooLittleInItThereIsNoFee) {
  AcceptAll(node, {"b1 g 20 2 t1(none.0,c0.0)20:bob t2(c0.7)1:bob t3(t1.0)21:bob"});
  EXPECT_THAT(Fees(1), ElementsAre(std::nullopt, std::nullopt, std::nullopt));
  EXPECT_FALSE(node.Output("c0").unspent);
}

TEST_F(LedgerCalls, SumsThatDoNotFitGiveNoFee) {
  AcceptAll(node, {"b1 g 20 2 c1()18446744073709551615:a,1:a t1(c1.0,c1.1)1:b "
                   "t2(c0.0)18446744073709551615:b,51:b"});
  EXPECT_THAT(Fees(1), ElementsAre(std::nullopt, std::nullopt, std::nullopt));
}

TEST_F(LedgerCalls, FeesOfABlockThatWasOnTheChainStayKnown) {
  AcceptAll(node,
            {"a1 g 20 2 t1(c0.0)20:bob", "b1 g 20 3 t2(c0.0)30:bob", "s2 a1 20 1 t3(t1.0)1:bob"});
  EXPECT_THAT(*node.Ask(chain::kFees, chain::ByHash(Named("a1"))), ElementsAre(Optional(30)));
  EXPECT_THAT(*node.Ask(chain::kFees, chain::ByHash(Named("b1"))), ElementsAre(Optional(20)));
  EXPECT_THAT(*node.Ask(chain::kFees, chain::ByHash(Named("s2"))), ElementsAre(std::nullopt));
  EXPECT_EQ(node.Ask(chain::kFees, chain::ByHash(Named("no"))).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace dragoman
