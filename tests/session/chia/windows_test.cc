// Version 3 of the rate limits: how many requests of one type may be under way (wire/chia.md 13.4).
#include "core/router/chain.h"
#include "dialects/chia/messages/full_node.h"
#include "tests/session/chia/neighbours.h"
#include "tests/session/chia/wallet_blocks.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;

constexpr const char* kThem = "9.8.7.6:50000";

Neighbours::Words WithWindows() {
  Neighbours::Words words;
  words.capabilities = {1, 2, 3, 7};
  words.windows = {{26, 2}, {29, 2}, {22, 3}};
  return words;
}

RequestBlock AskFor(std::uint32_t height) {
  RequestBlock request;
  request.height = height;
  request.include_transaction_block = true;
  return request;
}

std::vector<Slice> SomeBlocks() { return {wallet_tests::RecordedBlocks().begin(), wallet_tests::RecordedBlocks().begin() + 6}; }

// A chain whose blocks come when the test says so.
class SlowChain {
 public:
  Neighbours::Serve Serve() {
    return [this](testing::World& world, NetworkId network) -> std::shared_ptr<void> {
      const std::function<void(const chain::BlockQuery&, ReplySink<chain::StoredBlock>)> keep =
          [this](const chain::BlockQuery&, ReplySink<chain::StoredBlock> sink) { waiting.push_back(std::move(sink)); };
      EXPECT_TRUE(world.router.Serve(network, chain::kBlock, keep).ok());
      return nullptr;
    };
  }
  void Give() {
    ASSERT_FALSE(waiting.empty());
    const ReplySink<chain::StoredBlock> sink = std::move(waiting.front());
    waiting.pop_front();
    sink(Status(Code::kNotFound, "no such block"));
  }
  std::deque<ReplySink<chain::StoredBlock>> waiting;
};

TEST(ChiaWindows, WhoAsksOneAfterTheOtherIsServedHoweverFastItIs) {
  Neighbours node(SomeBlocks());
  node.Come(kThem, WithWindows());
  for (std::uint32_t i = 0; i < 20; ++i) {
    node.TellAtOnceWithoutTimers(kThem, {FrameOf(AskFor(i % 6), i)});
    const std::vector<Envelope> heard = node.Heard(kThem);
    ASSERT_EQ(heard.size(), 1u) << "question " << i << ", closed with: " << node.End(kThem);
    EXPECT_EQ(heard[0].native, RespondBlock::kType);
    EXPECT_EQ(heard[0].id, i);
  }
  EXPECT_EQ(node.End(kThem), "");
}

TEST(ChiaWindows, TwoAtOnceAreServedAgainAndAgain) {
  Neighbours node(SomeBlocks());
  node.Come(kThem, WithWindows());
  for (std::uint32_t i = 0; i < 10; ++i) {
    node.TellAtOnceWithoutTimers(kThem, {FrameOf(AskFor(1), 2 * i), FrameOf(AskFor(2), 2 * i + 1)});
    EXPECT_EQ(node.Heard(kThem).size(), 2u) << "round " << i;
  }
  EXPECT_EQ(node.End(kThem), "");
}

TEST(ChiaWindows, ThreeAtOnceAreOneTooMany) {
  Neighbours node(SomeBlocks());
  node.Come(kThem, WithWindows());
  node.TellAtOnce(kThem, {FrameOf(AskFor(1), 1), FrameOf(AskFor(2), 2), FrameOf(AskFor(3), 3)});
  EXPECT_EQ(node.End(kThem), "1000 300");
}

TEST(ChiaWindows, WhoIsExemptMayAskThreeAtOnce) {
  Neighbours node(SomeBlocks());
  node.Come("127.0.0.1:50000", WithWindows());
  node.TellAtOnce("127.0.0.1:50000", {FrameOf(AskFor(1), 1), FrameOf(AskFor(2), 2), FrameOf(AskFor(3), 3)});
  EXPECT_EQ(node.HeardTypes("127.0.0.1:50000"), std::vector<NativeType>(3, RespondBlock::kType));
}

TEST(ChiaWindows, WhatIsNotAnsweredYetCountsHoweverLongItTakes) {
  SlowChain chain;
  Neighbours node(chain.Serve());
  node.Come(kThem, WithWindows());
  node.Tell(kThem, AskFor(1), 1);
  node.Tell(kThem, AskFor(2), 2);
  node.Advance(10s);
  EXPECT_EQ(node.End(kThem), "");
  node.Tell(kThem, AskFor(3), 3);
  EXPECT_EQ(node.End(kThem), "1000 300");
}

TEST(ChiaWindows, TheEndOfASlowAnswerMakesRoom) {
  SlowChain chain;
  Neighbours node(chain.Serve());
  node.Come(kThem, WithWindows());
  node.Tell(kThem, AskFor(1), 1);
  node.Tell(kThem, AskFor(2), 2);
  chain.Give();
  node.Settle();
  node.Tell(kThem, AskFor(3), 3);
  EXPECT_EQ(node.End(kThem), "");
  node.Tell(kThem, AskFor(4), 4);
  EXPECT_EQ(node.End(kThem), "1000 300");
}

}  // namespace
}  // namespace dragoman::chia
