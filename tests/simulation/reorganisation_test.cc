// A Hub that goes over to another branch while it is read, at any instant: the reader follows and blames nobody.
#include <gtest/gtest.h>

#include "tests/world/resident.h"

namespace dragoman::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kOld = 6;
constexpr std::int64_t kFork = 2;

// The blocks of another branch that is longer by one.
std::vector<Slice> OtherBranch(world::Blocks& blocks, const Hash256& fork) {
  std::vector<Slice> branch;
  chain::Tip tip{kFork, fork};
  while (tip.height <= kOld) {
    branch.push_back(blocks.Mine(tip, 1'600'000'000, 1, 300));
    tip.hash = world::Blocks::HashOf(branch.back());
    ++tip.height;
  }
  return branch;
}

TEST(Reorganisation, AHubMayTurnAtAnyInstantOfASync) {
  int while_fetching = 0;
  for (Duration at = 0ms; at < 12s; at += 50ms) {
    SCOPED_TRACE(at / 1ms);
    MemoryHost host;
    MemoryRoads roads;
    roads.least_latency = roads.most_latency = 20ms;
    MemoryNetwork network(host, 1, roads);
    world::Blocks blocks;
    world::Resident hub(host, network, blocks, "10.1.0.1", {});
    world::Resident reader(host, network, blocks, "10.2.0.1", {"10.1.0.1"});
    ASSERT_TRUE(hub.Begin().ok());
    for (std::size_t i = 1; i <= kOld; ++i) ASSERT_TRUE(hub.Take(blocks.recorded()[i]).ok());
    const std::vector<Slice> branch = OtherBranch(blocks, world::Blocks::HashOf(blocks.recorded()[kFork]));
    ASSERT_TRUE(reader.Begin().ok());
    ASSERT_TRUE(host.Advance(40ms));
    ASSERT_EQ(network.links(), 1u);
    // Question by question, so that there are instants between them.
    network.Throttle(0, MemoryPair::Side::kAccepting, 30);
    ASSERT_TRUE(host.Advance(at));
    while_fetching += reader.height() < kOld ? 1 : 0;
    for (const Slice& block : branch) ASSERT_TRUE(hub.Take(block).ok());
    ASSERT_TRUE(host.Advance(120s));
    ASSERT_EQ(reader.violations(), std::vector<std::string>());
    ASSERT_EQ(reader.partings(), std::vector<std::string>());
    ASSERT_EQ(reader.life().chain()->tip().hash, hub.life().chain()->tip().hash);
    reader.witness().CheckStore(reader.life());
    ASSERT_EQ(reader.witness().complaints(), std::vector<std::string>());
  }
  EXPECT_GT(while_fetching, 50) << "it turned before the reader was done";
}

}  // namespace
}  // namespace dragoman::simulation
