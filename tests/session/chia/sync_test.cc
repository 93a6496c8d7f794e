// Following what others announce: when we count as synced, where a chain may begin, and what is heard meanwhile.
#include "dialects/chia/roster.h"
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

TEST(ChiaSync, AChainThatBeginsWithAnotherNetworksBlockIsNotTaken) {
  Neighbourhood::Plan plan;
  plan.network = "mainnet";
  Neighbourhood ours(plan);
  ours.Meet(kUpstream);
  ours.Tell(kUpstream, PeakOf(Recorded(3)));
  EXPECT_EQ(ours.Serve(kUpstream, UpTo(3)), "26 26 26 26 29");
  EXPECT_EQ(ours.chain().tip().height, -1);
  EXPECT_EQ(ours.End(kUpstream).substr(0, 13), "1002, ban 10:");
}

// A simulator that was set up anew: the same network with another block 0.
std::vector<FullBlock> Rebuilt(std::size_t count) {
  std::vector<FullBlock> chain;
  FullBlock first = Recorded(0);
  first.foliage.foliage_block_data.extension_data.fill(7);
  chain.push_back(Committed(first));
  while (chain.size() < count) chain.push_back(BlockOn(chain.back(), {}, 100));
  return chain;
}

TEST(ChiaSync, AHeavierChainFromAnotherBlockZeroOfTheNetworkIsFollowed) {
  Neighbourhood::Plan plan;
  plan.blocks = UpTo(3);
  Neighbourhood ours(plan);
  const std::vector<FullBlock> chain = Rebuilt(6);
  std::vector<Slice> raw;
  for (const FullBlock& block : chain) raw.push_back(Raw(block));
  ours.Meet(kUpstream);
  ours.Tell(kUpstream, PeakOf(chain.back()));
  ours.Serve(kUpstream, raw);
  EXPECT_EQ(ours.End(kUpstream), "open");
  EXPECT_EQ(ours.chain().tip().hash, HeaderHash(chain.back()));

  ManualClock clock;
  testing::World world(clock);
  ChainService later(world.router, world.router.AddNetwork("chia", "simulator0"), ours.format(), "simulator0", ours.shelf(),
                     world.executor, clock);
  ASSERT_TRUE(later.Start().ok());
  EXPECT_EQ(later.tip().hash, HeaderHash(chain.back())) << "after a restart";
}

// Longer than a node syncs without a proof.
std::vector<FullBlock> Long(std::uint32_t from, std::uint32_t to) {
  std::vector<FullBlock> chain;
  FullBlock first = Recorded(40);
  first.reward_chain_block.height = from;
  chain.push_back(Committed(first));
  while (chain.back().reward_chain_block.height < to) chain.push_back(BlockOn(chain.back(), {}));
  return chain;
}

TEST(ChiaSync, ABranchThatPartedLongAgoIsFetchedFromWhereItDid) {
  constexpr std::uint32_t kFrom = 600;
  std::vector<FullBlock> theirs = Long(kFrom, 640);
  Neighbourhood::Plan plan;
  for (const FullBlock& block : theirs) plan.blocks.push_back(Raw(block));
  Neighbourhood ours(plan);
  ASSERT_EQ(ours.chain().tip().height, 640);
  theirs.resize(615 - kFrom);
  while (theirs.size() <= 650 - kFrom) theirs.push_back(BlockOn(theirs.back(), {}, 100));
  std::vector<Slice> raw(kFrom);
  for (const FullBlock& block : theirs) raw.push_back(Raw(block));
  ours.Meet(kUpstream);
  ours.Tell(kUpstream, PeakOf(theirs.back()));
  const std::string asked = ours.Serve(kUpstream, raw);
  EXPECT_EQ(ours.End(kUpstream), "open");
  EXPECT_EQ(ours.chain().tip().hash, HeaderHash(theirs.back()));
  EXPECT_TRUE(asked.ends_with("26 29 29")) << asked;
}

TEST(ChiaSync, APeakWithheldForWantOfAProofIsToldWhenOneCanBeHad) {
  constexpr const char* kEmpty = "20.0.0.1:50000";
  Neighbourhood::Plan plan;
  plan.settings["upstream"] = "named";
  const std::vector<FullBlock> chain = Long(600, 605);
  for (const FullBlock& block : chain) plan.blocks.push_back(Raw(block));
  Neighbourhood ours(plan);
  ours.Come(kEmpty);
  ours.ShakeHands(kEmpty);
  ours.Advance(std::chrono::seconds(1));
  const auto peaks = [&ours] {
    const std::vector<Envelope> heard = ours.Heard(kEmpty);
    return std::ranges::count(heard, NewPeak::kType, &Envelope::native);
  };
  EXPECT_EQ(peaks(), 0);
  ours.Name("127.0.0.1:58444");
  ours.ShakeHands("127.0.0.1:58444");
  ours.Tell("127.0.0.1:58444", PeakOf(chain.back()));
  ours.Advance(std::chrono::seconds(1));
  EXPECT_EQ(peaks(), 1);
  ours.Tell("127.0.0.1:58444", PeakOf(chain.back()));
  ours.Advance(std::chrono::seconds(1));
  EXPECT_EQ(peaks(), 0) << "once";
}

TEST(ChiaSync, PeaksHeardWhileAnotherIsFetchedAreNotedAndTheNewestIsFollowedNext) {
  Neighbourhood::Plan plan;
  plan.settings["upstream"] = "named";
  Neighbourhood ours(plan);
  ours.Name("127.0.0.1:58444");
  ours.ShakeHands("127.0.0.1:58444");
  ours.Tell("127.0.0.1:58444", PeakOf(Recorded(2)));
  for (int i = 0; i < 2000; ++i) ours.Tell("127.0.0.1:58444", PeakOf(Recorded(i % 2 == 0 ? 5 : 6)));
  EXPECT_TRUE(ours.session("127.0.0.1:58444").WantsRead()) << "or no answer is heard any more";
  const std::vector<Roster::Member> members = ours.node().commons().Get<Roster>().Members();
  ASSERT_EQ(members.size(), 1u);
  ASSERT_TRUE(members[0].peak.has_value());
  EXPECT_EQ(members[0].peak->height, 6u);
  EXPECT_EQ(ours.Serve("127.0.0.1:58444", UpTo(6)), "26 26 26 26 26 26 26");
  EXPECT_EQ(ours.chain().tip().height, 6);
  EXPECT_EQ(ours.End("127.0.0.1:58444"), "open");
}

}  // namespace
}  // namespace dragoman::chia
