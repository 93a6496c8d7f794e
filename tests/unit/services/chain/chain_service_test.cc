#include "services/chain/chain_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_node.h"

namespace dragoman {
namespace {

using chain::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;
using toy::AcceptAll;
using toy::kPeer;
using toy::Named;
using toy::ToyNode;

TEST(ChainService, TheFirstBlockIsThereWithoutImport) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  const auto tip = node.Ask(chain::kTip, chain::Nothing{});
  EXPECT_EQ(tip->height, 0);
  EXPECT_EQ(tip->hash, Named("g"));
  const auto block = node.Ask(chain::kBlock, chain::ByHeight(0));
  ASSERT_TRUE(block.ok());
  EXPECT_EQ(AsText(block->raw), toy::kGenesis);
  EXPECT_EQ(node.shelf->size(), 1u);
  EXPECT_THAT(node.events, IsEmpty());
}

TEST(ChainService, WithoutAKnownFirstBlockAnyRootBeginsTheChain) {
  ToyNode node(std::make_shared<toy::MemoryShelf>(), "blank");
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Ask(chain::kTip, chain::Nothing{})->height, -1);
  EXPECT_EQ(node.Accept("b1 b0 2 1").status().code(), Code::kNotFound);
  EXPECT_EQ(node.Accept("b0 - 1 1")->height, 0);
  EXPECT_EQ(node.Accept("b1 b0 2 1")->height, 1);
  EXPECT_EQ(node.Accept("other - 1 1").status().code(), Code::kNotFound);
}

TEST(ChainService, ABlockThatExtendsTheTipIsStoredIndexedAndTold) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  const auto accepted = node.Accept("b1 g 20 2 c1()50:alice");
  ASSERT_TRUE(accepted.ok());
  EXPECT_EQ(accepted->outcome, Outcome::kExtended);
  EXPECT_EQ(accepted->height, 1);
  EXPECT_EQ(node.shelf->size(), 2u);

  ASSERT_EQ(node.events.size(), 2u);
  EXPECT_EQ(node.events[0].peer, kPeer);
  const auto& received = std::get<event::BlockReceived>(node.events[0].body);
  EXPECT_EQ(received.hash, Named("b1"));
  EXPECT_EQ(received.hash_display, "b1");
  EXPECT_EQ(received.height, 1);
  EXPECT_EQ(received.bytes, 22u);
  EXPECT_TRUE(received.first);
  EXPECT_EQ(node.events[1].peer, "");
  const auto& step = std::get<event::ChainStep>(node.events[1].body);
  EXPECT_EQ(step.step, "NEW");
  EXPECT_EQ(step.hash, Named("b1"));
  EXPECT_EQ(step.height, 1);
}

TEST(ChainService, AKnownBlockIsToldAsNotFirstAndChangesNothing) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  AcceptAll(node, {"b1 g 20 2"});
  node.events.clear();
  const auto again = node.Accept("b1 g 20 2");
  EXPECT_EQ(again->outcome, Outcome::kKnown);
  EXPECT_EQ(again->height, 1);
  ASSERT_EQ(node.events.size(), 1u);
  EXPECT_FALSE(std::get<event::BlockReceived>(node.events[0].body).first);
}

TEST(ChainService, WhatIsWrongWithABlockIsThePeersFaultAndNothingIsKept) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  EXPECT_EQ(node.Accept("short").status().code(), Code::kTruncated);
  EXPECT_EQ(node.Accept("b1 g 20 x").status().Text(), "work is not met");
  const auto bad = node.Accept("b1 g 20 2 c1()50:alice bad");
  EXPECT_EQ(bad.status().fault(), FaultClass::kPeer);
  EXPECT_EQ(bad.status().offset(), 23u);
  EXPECT_EQ(node.shelf->size(), 1u);
  EXPECT_EQ(node.Tip(), "g");
  EXPECT_THAT(node.events, IsEmpty());
}

TEST(ChainService, ATransactionTwiceInABlockIsRefused) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  const auto twice = node.Accept("b1 g 20 2 c1()50:alice t1(c0.0)50:bob t1(c0.0)50:bob");
  EXPECT_EQ(twice.status().code(), Code::kBadValue);
  EXPECT_EQ(twice.status().offset(), 38u);
}

TEST(ChainService, ABlockWithoutItsParentIsRefusedByName) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  const auto orphan = node.Accept("b2 b1 20 2");
  EXPECT_EQ(orphan.status().code(), Code::kNotFound);
  EXPECT_EQ(orphan.status().Text(), "parent b1 unknown");
}

TEST(ChainService, WhatTheShelfRefusesIsNotIndexedAndMayBeTriedAgain) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  node.shelf->fail_at = 2;
  const auto refused = node.Accept("b1 g 20 2");
  EXPECT_EQ(refused.status().code(), Code::kOverload);
  EXPECT_EQ(node.Tip(), "g");
  EXPECT_THAT(node.events, IsEmpty());
  EXPECT_EQ(node.Accept("b1 g 20 2")->outcome, Outcome::kExtended);
}

TEST(ChainService, AShelfThatFailsIsToldOnce) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  node.shelf->fail_with = Status(Code::kStorage, "disk full");
  for (std::size_t put = 2; put < 5; ++put) {
    node.shelf->fail_at = put;
    EXPECT_EQ(node.Accept("b1 g 20 2").status().code(), Code::kStorage);
  }
  const auto faults = node.Heard<event::Fault>();
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].where, "chain");
  EXPECT_EQ(faults[0].text, "disk full");

  EXPECT_TRUE(node.Accept("b1 g 20 2").ok());
  node.chain.StorageFault(Status(Code::kStorage, "disk full again"));
  EXPECT_EQ(node.Heard<event::Fault>().size(), 1u);
}

TEST(ChainService, AHeaderRecordSaysWhereItsBlockStands) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  AcceptAll(node, {"b1 g 30 2", "b2 b1 20 2", "s1 g 25 1"});
  const auto record = node.Ask(chain::kHeader, chain::ByHeight(1));
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(record->hash, Named("b1"));
  EXPECT_EQ(record->previous, Named("g"));
  EXPECT_EQ(record->next, Named("b2"));
  EXPECT_EQ(record->confirmations, 2);
  EXPECT_EQ(record->time, 30);
  EXPECT_EQ(record->size, 9u);
  EXPECT_TRUE(record->on_main);
  EXPECT_EQ(record->chain_work[0], 2);  // the first block's 7 are left out

  const auto side = node.Ask(chain::kHeader, chain::ByHash(Named("s1")));
  EXPECT_FALSE(side->on_main);
  EXPECT_EQ(side->confirmations, -1);
  EXPECT_EQ(side->next, std::nullopt);
  EXPECT_EQ(side->height, 1);

  EXPECT_EQ(node.Ask(chain::kHeader, chain::ByHeight(3)).status().code(), Code::kNotFound);
  EXPECT_EQ(node.Ask(chain::kHeader, chain::ByHeight(-1)).status().code(), Code::kNotFound);
  EXPECT_EQ(node.Ask(chain::kHeader, chain::BlockQuery{}).status().code(), Code::kBadRequest);
}

TEST(ChainService, MedianTimeIsThatOfElevenBlocks) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  std::string parent = "g";
  for (int i = 1; i <= 12; ++i) {
    const std::string name = "b" + std::to_string(i);
    ASSERT_TRUE(node.Accept(name + " " + parent + " " + std::to_string(100 * i) + " 1").ok());
    parent = name;
  }
  const auto median = [&node](std::int64_t height) {
    return node.Ask(chain::kHeader, chain::ByHeight(height))->median_time;
  };
  EXPECT_EQ(median(0), 10);
  EXPECT_EQ(median(1), 100);  // of two the later
  EXPECT_EQ(median(2), 100);
  EXPECT_EQ(median(12), 700);
}

TEST(ChainService, ABlockOutOfMemoryIsReadFromTheShelfOnTheExecutor) {
  auto shelf = std::make_shared<toy::MemoryShelf>();
  {
    ToyNode before(shelf);
    ASSERT_TRUE(before.chain.Start().ok());
    AcceptAll(before, {"b1 g 20 2"});
  }
  ToyNode node(shelf);
  ASSERT_TRUE(node.chain.Start().ok());
  std::optional<Result<chain::StoredBlock>> answer;
  const auto keep = [&answer](Result<chain::StoredBlock> block) { answer = std::move(block); };
  node.router.Call<chain::BlockQuery, chain::StoredBlock>(node.network, chain::kBlock,
                                                          chain::ByHeight(1), keep);
  EXPECT_FALSE(answer.has_value());
  EXPECT_EQ(shelf->gets, 0u);
  node.executor.RunAll();
  ASSERT_TRUE(answer.has_value() && answer->ok());
  EXPECT_EQ(AsText((*answer)->raw), "b1 g 20 2");
  EXPECT_EQ((*answer)->record.height, 1);

  EXPECT_TRUE(node.Ask(chain::kBlock, chain::ByHash(Named("b1"))).ok());
  EXPECT_EQ(shelf->gets, 1u);  // the second time it is in memory
}

TEST(ChainService, AnIndexedBlockThatTheShelfHasLostIsAStorageFault) {
  auto shelf = std::make_shared<toy::MemoryShelf>();
  ToyNode node(shelf);
  ASSERT_TRUE(shelf->Put(Named("g"), toy::Block(toy::kGenesis)).ok());
  ASSERT_TRUE(shelf->Put(Named("b1"), toy::Block("b1 g 20 2")).ok());
  ASSERT_TRUE(node.chain.Start().ok());
  shelf->Lose(Named("b1"));
  EXPECT_EQ(node.Ask(chain::kBlock, chain::ByHeight(1)).status().code(), Code::kStorage);
  EXPECT_EQ(node.Ask(chain::kBlock, chain::ByHeight(2)).status().code(), Code::kNotFound);
}

TEST(ChainService, AKeptBlockDoesNotPinTheReadBufferItCameIn) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  const Slice buffer = Slice::Copy(ByteVector(64 * KiB, ' '));
  const std::string_view text = "b1 g 20 2";
  std::copy(text.begin(), text.end(), const_cast<std::uint8_t*>(buffer.data()));
  ASSERT_TRUE(node.chain.Accept(buffer.Sub(0, text.size()), kPeer).ok());
  EXPECT_LE(node.shelf->Get(Named("b1"))->pinned(), 2 * text.size());
  EXPECT_LE(node.Ask(chain::kBlock, chain::ByHeight(1))->raw.pinned(), 2 * text.size());
}

TEST(ChainService, ServedTwiceItDoesNotStart) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  ChainService second(node.chain.parts());
  EXPECT_EQ(second.Start().code(), Code::kInternal);
}

TEST(ChainService, WhatASubscriberSendsInFromAnEventComesAfterIt) {
  ToyNode node;
  ASSERT_TRUE(node.chain.Start().ok());
  bool sent = false;
  const Subscription eager = node.router.Subscribe([&](const Event& event) {
    if (sent || !std::holds_alternative<event::BlockReceived>(event.body)) return;
    sent = true;
    static_cast<void>(node.chain.Accept(toy::Block("b2 b1 21 2"), kPeer));
  });
  ASSERT_TRUE(node.Accept("b1 g 20 2").ok());
  EXPECT_THAT(node.Steps(), ElementsAre("NEW b1", "NEW b2"));
}

}  // namespace
}  // namespace dragoman
