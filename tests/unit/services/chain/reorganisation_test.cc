// Which branch is followed, and what the ledger says before and after.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_node.h"

namespace dragoman {
namespace {

using chain::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;
using toy::AcceptAll;
using toy::Named;
using toy::ToyNode;

class Reorganisation : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(node.chain.Start().ok()); }
  std::vector<std::string> Paid(std::string_view script) {
    chain::ScriptQuery query;
    query.key = Named(script);
    std::vector<std::string> paid;
    const chain::ScriptOutputs outputs = *node.Ask(chain::kScript, query);
    for (const chain::OutputRecord& output : outputs) {
      paid.push_back(node.format.Display(output.transaction) + "." + std::to_string(output.index) +
                     " at " + std::to_string(output.height));
    }
    return paid;
  }
  ToyNode node;
};

TEST_F(Reorganisation, OfEqualBranchesTheFirstSeenStays) {
  AcceptAll(node, {"a1 g 1 2", "a2 a1 2 2"});
  EXPECT_EQ(node.Accept("b1 g 1 2")->outcome, Outcome::kSide);
  EXPECT_EQ(node.Accept("b2 b1 2 2")->outcome, Outcome::kSide);
  EXPECT_EQ(node.Tip(), "a2");
  EXPECT_THAT(node.Steps(), ElementsAre("NEW a1", "NEW a2"));
}

TEST_F(Reorganisation, ThreeBlocksDeep) {
  AcceptAll(node, {"a1 g 1 2", "a2 a1 2 2", "a3 a2 3 2", "b1 g 1 2", "b2 b1 2 2", "b3 b2 3 2"});
  node.events.clear();
  EXPECT_EQ(node.Accept("b4 b3 4 2")->outcome, Outcome::kReorganised);
  EXPECT_THAT(node.Steps(),
              ElementsAre("UNDO a3", "UNDO a2", "UNDO a1", "NEW b1", "NEW b2", "NEW b3", "NEW b4"));
  EXPECT_EQ(node.Ask(chain::kHeader, chain::ByHeight(2))->hash, Named("b2"));
  EXPECT_EQ(node.Ask(chain::kHeader, chain::ByHash(Named("a2")))->confirmations, -1);

  AcceptAll(node, {"a4 a3 4 2"});
  EXPECT_EQ(node.Tip(), "b4");
  EXPECT_EQ(node.Accept("a5 a4 5 2")->outcome, Outcome::kReorganised);
  EXPECT_EQ(node.Tip(), "a5");
}

TEST_F(Reorganisation, WorkCountsNotLength) {
  AcceptAll(node, {"a1 g 1 2", "a2 a1 2 2"});
  EXPECT_EQ(node.Accept("b1 g 1 5")->outcome, Outcome::kReorganised);
  EXPECT_EQ(node.chain.tip().height, 1);
  EXPECT_EQ(node.Ask(chain::kHeader, chain::ByHeight(2)).status().code(), Code::kNotFound);
}

TEST_F(Reorganisation, WithoutWorkTheLongerBranchIsFollowed) {
  AcceptAll(node, {"a1 g 1 0", "b1 g 1 0", "b2 b1 2 0"});
  EXPECT_EQ(node.Tip(), "b2");
}

TEST_F(Reorganisation, SpendsAreUndoneAndDone) {
  AcceptAll(node, {"a1 g 1 2 ca()50:alice t1(c0.0)20:bob,29:carol"});
  EXPECT_FALSE(node.Output("c0").unspent);
  EXPECT_EQ(node.Output("c0").spent_by->height, 1);
  EXPECT_EQ(node.Output("c0").spent_by->offset, 22u);
  EXPECT_THAT(Paid("bob"), ElementsAre("t1.0 at 1"));

  AcceptAll(node, {"b1 g 1 2 cb()50:alice", "b2 b1 2 2 cc()50:alice t2(c0.0)50:dave"});
  EXPECT_EQ(node.Output("c0").spent_by->height, 2);
  EXPECT_THAT(Paid("bob"), IsEmpty());
  EXPECT_THAT(Paid("dave"), ElementsAre("t2.0 at 2"));
  EXPECT_THAT(Paid("alice"), ElementsAre("c0.0 at 0", "cb.0 at 1", "cc.0 at 2"));
  EXPECT_EQ(node.Ask(chain::kTransaction, chain::TransactionQuery{Named("t1")}).status().code(),
            Code::kNotFound);

  AcceptAll(node, {"a2 a1 2 3"});
  EXPECT_EQ(node.Tip(), "a2");
  EXPECT_EQ(node.Output("c0").spent_by->height, 1);
  EXPECT_TRUE(node.Output("t1", 1).unspent);
}

TEST_F(Reorganisation, TheSameTransactionInBothBranchesMovesWithTheChain) {
  AcceptAll(node,
            {"a1 g 1 2 t1(c0.0)50:bob", "b1 g 1 2 cb()1:x", "b2 b1 2 2 cc()1:x t1(c0.0)50:bob"});
  EXPECT_EQ(node.Ask(chain::kTransaction, chain::TransactionQuery{Named("t1")})->height, 2);
  EXPECT_THAT(Paid("bob"), ElementsAre("t1.0 at 2"));
  EXPECT_EQ(node.Output("c0").spent_by->height, 2);
}

TEST_F(Reorganisation, ASpendOfABlockThatIsUndoneIsUndoneWithIt) {
  AcceptAll(node,
            {"a1 g 1 2 ca()50:alice", "a2 a1 2 2 t1(ca.0)50:bob", "a3 a2 3 2 t2(t1.0)50:carol"});
  AcceptAll(node, {"b1 g 1 9"});
  EXPECT_THAT(Paid("alice"), ElementsAre("c0.0 at 0"));
  EXPECT_THAT(Paid("carol"), IsEmpty());
  AcceptAll(node, {"a4 a3 4 9"});
  EXPECT_EQ(node.Output("ca").spent_by->height, 2);
  EXPECT_EQ(node.Output("t1").spent_by->height, 3);
  EXPECT_TRUE(node.Output("t2").unspent);
}

TEST_F(Reorganisation, AnIdThatStandsTwiceNamesTheNewestAndComesBack) {
  AcceptAll(node,
            {"a1 g 1 2 dup()50:alice", "a2 a1 2 2 t1(dup.0)50:bob", "a3 a2 3 2 dup()50:alice"});
  EXPECT_EQ(node.Ask(chain::kTransaction, chain::TransactionQuery{Named("dup")})->height, 3);
  EXPECT_TRUE(node.Output("dup").unspent);
  EXPECT_THAT(Paid("alice"), ElementsAre("c0.0 at 0", "dup.0 at 1", "dup.0 at 3"));

  AcceptAll(node, {"b3 a2 3 3"});
  EXPECT_EQ(node.Ask(chain::kTransaction, chain::TransactionQuery{Named("dup")})->height, 1);
  EXPECT_EQ(node.Output("dup").spent_by->height, 2);
}

TEST_F(Reorganisation, OfTwoSpendsTheFirstCounts) {
  AcceptAll(node, {"a1 g 1 2 t1(c0.0)50:bob", "a2 a1 2 2 t2(c0.0)50:carol"});
  EXPECT_EQ(node.Output("c0").spent_by->height, 1);
  AcceptAll(node, {"b2 a1 2 3"});  // undoes t2, not t1
  EXPECT_EQ(node.Output("c0").spent_by->height, 1);
}

}  // namespace
}  // namespace dragoman
