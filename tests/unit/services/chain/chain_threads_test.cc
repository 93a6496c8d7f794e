// Several loops offer the same blocks and ask at the same time: for ThreadSanitizer, and the order
// of events.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "core/base/executor.h"
#include "services/chain/chain_service.h"
#include "tests/unit/services/chain/memory_shelf.h"
#include "tests/unit/services/chain/toy_chain.h"

namespace dragoman {
namespace {

constexpr int kBlocks = 200;

std::string Line(int i) {
  const std::string parent = i == 1 ? "g" : "b" + std::to_string(i - 1);
  const std::string number = std::to_string(i);
  return "b" + number + " " + parent + " " + number + " 1 c" + number + "()50:alice";
}

TEST(ChainThreads, AllSeeOneChainAndStepsComeInOrder) {
  SystemClock clock;
  Router router(clock);
  const NetworkId network = router.AddNetwork("toy", "toy");
  toy::ToyFormat format;
  toy::MemoryShelf shelf;
  ChainService* chain = nullptr;
  std::vector<std::int64_t> heights;  // of steps; deliveries are one after the other
  const Subscription heard = router.Subscribe([&heights](const Event& event) {
    if (const auto* step = std::get_if<event::ChainStep>(&event.body))
      heights.push_back(step->height);
  });
  std::atomic<int> answered = 0;
  std::atomic<int> asked = 0;
  std::optional<ChainService> service;
  {
    ThreadPool pool(2, 100'000);
    service.emplace(router, network, format, "toy", shelf, pool, clock);
    chain = &*service;
    ASSERT_TRUE(chain->Start().ok());
    std::vector<std::thread> loops;
    for (int loop = 0; loop < 3; ++loop) {
      loops.emplace_back([&, loop] {
        const std::string peer = "peer " + std::to_string(loop);
        for (int i = 1; i <= kBlocks; ++i) {
          static_cast<void>(chain->Accept(toy::Block(Line(i)), peer));
          ++asked;
          router.Call<chain::BlockQuery, chain::StoredBlock>(
              network, chain::kBlock, chain::ByHeight(i / 2),
              [&answered](const auto&) { ++answered; });
          router.Call<chain::ScriptQuery, chain::ScriptOutputs>(
              network, chain::kScript, chain::ScriptQuery{toy::Named("alice"), 10},
              [](const auto&) {});
          router.Call<chain::Target, chain::Nothing>(
              network, chain::kTarget, chain::Target{kBlocks, peer}, [](const auto&) {});
          chain->Tick(clock.Now());
        }
      });
    }
    for (std::thread& loop : loops) loop.join();
  }
  EXPECT_EQ(chain->tip().height, kBlocks);
  EXPECT_EQ(answered, asked);
  ASSERT_EQ(heights.size(), static_cast<std::size_t>(kBlocks));
  for (int i = 0; i < kBlocks; ++i) EXPECT_EQ(heights[static_cast<std::size_t>(i)], i + 1);
}

}  // namespace
}  // namespace dragoman
