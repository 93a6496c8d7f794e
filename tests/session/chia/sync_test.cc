// Following what others announce: when we count as synced, where a chain may begin, and what is heard meanwhile.
#include "tests/session/chia/neighbourhood.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;
using namespace wallet_tests;

constexpr const char* kUpstream = "10.0.0.2:8444";

std::vector<Slice> UpTo(std::size_t height) {
  return {RecordedBlocks().begin(), RecordedBlocks().begin() + static_cast<std::ptrdiff_t>(height) + 1};
}

// Of mainnet, whose newest transaction block is `age` old and has others on top of it.
Neighbourhood::Plan OldBy(std::int64_t age) {
  FullBlock last = BlockOn(Recorded(40), {});
  Neighbourhood::Plan plan;
  plan.network = "mainnet";
  plan.wall_seconds = static_cast<std::int64_t>(last.foliage_transaction_block->timestamp) + age;
  plan.blocks = UpTo(40);
  plan.blocks.push_back(Raw(last));
  for (int i = 0; i < 3; ++i) plan.blocks.push_back(Raw(last = WithoutTransactions(BlockOn(last, {}))));
  return plan;
}

TEST(ChiaSynced, BlocksWithoutTransactionsOnTopOfAFreshOneDoNotMakeUsUnsynced) {
  Neighbourhood ours(OldBy(6 * 60));
  ours.Come(kUpstream);
  ours.ShakeHands(kUpstream);
  EXPECT_EQ(ours.Types(kUpstream), "1 39 20 44") << "request_mempool_transactions is what a synced node says";
}

TEST(ChiaSynced, TheNewestTransactionBlockMayNotBeSevenMinutesOld) {
  Neighbourhood ours(OldBy(7 * 60));
  ours.Come(kUpstream);
  ours.ShakeHands(kUpstream);
  EXPECT_EQ(ours.Types(kUpstream), "1 20 44");
}

}  // namespace
}  // namespace dragoman::chia
