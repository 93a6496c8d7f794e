// The n-th thing that the network does for two nodes fails, for n = 1.. until nothing fails any more: one fetches the
// chain of the other, which ends, begins again and finds one more block.
#include <gtest/gtest.h>

#include <map>

#include "tests/world/resident.h"

namespace dragoman::fault {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kHeight = 40;
// A lost link is dialed again after 15 s, failed dials after at most 44 s, each more often than once at worst.
constexpr std::chrono::seconds kPatience{300};

// What fails: the n-th operation, or that and all for the next so long.
struct Plan {
  std::uint64_t n = 0;
  Duration lasts{};
};

struct Story {
  bool reached = false;  // the n-th operation came
  MemoryOperation failed{};
  std::vector<std::string> complaints;
  std::vector<std::string> partings;  // that the follower told of
  std::size_t operations = 0;
};

Story Tell(const Plan& plan) {
  Story story;
  MemoryHost host;
  std::optional<Instant> until;
  MemoryRoads roads;
  roads.least_latency = roads.most_latency = 5ms;
  roads.fails = [&](MemoryOperation operation) {
    if (++story.operations == plan.n) {
      story.reached = true;
      story.failed = operation;
      until = host.Now() + plan.lasts;
      return true;
    }
    return until.has_value() && host.Now() < *until;
  };
  MemoryNetwork network(host, 1, roads);
  world::Blocks blocks;
  world::Resident hub(host, network, blocks, "10.1.0.1", {});
  world::Resident follower(host, network, blocks, "10.2.0.1", {"10.1.0.1"});
  const auto complain = [&story](const std::string& what) { story.complaints.push_back(what); };
  const auto reach = [&](std::int64_t height) {
    const Instant end = host.Now() + kPatience;
    while (follower.height() < height && host.Now() < end) {
      if (!host.Advance(1s)) return complain("it does not come to rest");
    }
    if (follower.height() < height) {
      complain("it waits at " + std::to_string(follower.height()) + " for " + std::to_string(height));
    }
  };

  if (!hub.Begin().ok() || !follower.Begin().ok()) complain("no beginning");
  for (std::int64_t at = 1; at <= kHeight; ++at) {
    if (!hub.Take(blocks.recorded()[static_cast<std::size_t>(at)]).ok()) complain("no block");
  }
  reach(kHeight);
  hub.life().SayGoodbye();
  if (!host.Advance(3s)) complain("it does not come to rest");
  if (!hub.End().ok()) complain("no good end");
  if (!host.Advance(1s)) complain("it does not come to rest");
  if (!hub.Begin().ok()) complain("no second beginning");
  if (!hub.Take(blocks.recorded()[kHeight + 1]).ok()) complain("no last block");
  reach(kHeight + 1);
  for (world::Resident* resident : {&hub, &follower}) {
    resident->witness().CheckStore(resident->life());
    for (const std::string& found : resident->witness().complaints()) complain(found);
    for (const std::string& text : resident->violations()) complain("an honest peer is blamed: " + text);
    for (const std::string& text : resident->faults()) complain("a fault: " + text);
  }
  if (network.links() > 1) complain(std::to_string(network.links()) + " links are left");
  story.partings = follower.partings();
  return story;
}

std::string Text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n  " + line;
  return text;
}

// Gives how many operations of each kind have failed.
std::map<MemoryOperation, int> FailOneAfterTheOther(Duration lasts) {
  const std::size_t partings = Tell({}).partings.size();
  std::map<MemoryOperation, int> failed;
  for (std::uint64_t n = 1;; ++n) {
    const Story story = Tell({n, lasts});
    const std::string what = "operation " + std::to_string(n) + " (" + std::string(Name(story.failed)) + ')';
    EXPECT_TRUE(story.complaints.empty()) << what << Text(story.complaints);
    if (!story.reached) return failed;
    ++failed[story.failed];
    // The end of a link may be the one that was coming anyway.
    const bool told = story.partings.size() > partings || story.failed == MemoryOperation::kEnd;
    EXPECT_TRUE(told) << what << " fails and the follower does not tell of it" << Text(story.partings);
    for (const std::string& parting : story.partings) EXPECT_FALSE(parting.empty()) << what;
  }
}

TEST(NetworkFault, TheChainArrivesWhicheverOperationFails) {
  const auto failed = FailOneAfterTheOther(Duration::zero());
  EXPECT_GE(failed.at(MemoryOperation::kDial), 2);
  EXPECT_GE(failed.at(MemoryOperation::kAdopt), 4);
  EXPECT_GE(failed.at(MemoryOperation::kSend), 20);
  EXPECT_GE(failed.at(MemoryOperation::kReceive), 20);
  EXPECT_GE(failed.at(MemoryOperation::kEnd), 1);
}

TEST(NetworkFault, TheChainArrivesWheneverTheNetworkIsGoneForAMinute) {
  const auto failed = FailOneAfterTheOther(60s);
  EXPECT_GE(failed.size(), 4u);
}

}  // namespace
}  // namespace dragoman::fault
