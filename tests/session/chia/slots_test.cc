// Who may come, who is the same node twice, and how long we wait for first words.
#include "dialects/chia/relay_targets.h"
#include "tests/session/chia/neighbourhood.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;
using namespace wallet_tests;

Neighbourhood::Plan ForOneNeighbour() {
  Neighbourhood::Plan plan;
  plan.settings["max_peers"] = "1";
  plan.settings["outbound"] = "0";
  return plan;
}

constexpr const char* kFull = "1000, ban 0: no slot is free for another peer of this type: 1 are taken";

TEST(ChiaSlots, WhoComesFromAnExemptNetworkNeedsNone) {
  Neighbourhood::Plan plan = ForOneNeighbour();
  plan.exempt = {IpRange::Of("10.0.0.0/8")};
  Neighbourhood ours(plan);
  ours.Meet("20.0.0.1:50000");
  ours.Meet("10.0.0.1:50000");
  ours.Meet("10.0.0.2:50000", {3, 0, false});  // a farmer
  ours.Come("20.0.0.2:50000");
  ours.ShakeHands("20.0.0.2:50000");
  EXPECT_EQ(ours.End("20.0.0.2:50000").substr(0, 36), "1000, ban 0: no slot is free for ano");
}

TEST(ChiaSlots, ThisMachineNeedsOneUnlessTheUserNamedItsNetwork) {
  Neighbourhood ours(ForOneNeighbour());
  ours.Meet("20.0.0.1:50000");
  ours.Come("127.0.0.1:50000");
  ours.ShakeHands("127.0.0.1:50000");
  EXPECT_EQ(ours.End("127.0.0.1:50000"), kFull);
  Neighbourhood::Plan plan = ForOneNeighbour();
  plan.exempt = {IpRange::Of("127.0.0.0/8")};
  Neighbourhood named(plan);
  named.Meet("20.0.0.1:50000");
  named.Meet("127.0.0.1:50000");
}

TEST(ChiaPeerExchange, WhoKnowsWhichAddressIsRememberedUpToABound) {
  RelayTargets targets;
  for (std::size_t i = 0; i < RelayTargets::kMostKnown + 100; ++i) {
    targets.Knows("20.0.0." + std::to_string(i % 50), 8444, "host " + std::to_string(i), 1'795'276'160);
  }
  EXPECT_EQ(targets.known(), RelayTargets::kMostKnown);
  targets.Knows("20.0.0.1", 8444, "another", 1'795'276'160 + 86'400);
  EXPECT_EQ(targets.known(), 1u) << "every day is a new one";
}

TEST(ChiaPeerExchange, AnAddressThatALimitKeptBackIsNotKnownToBeTold) {
  Neighbourhood ours({});
  ours.Meet("20.0.0.1:50000");
  ours.Meet("20.0.0.2:50000");
  ours.Heard("20.0.0.1:50000");
  const auto tell = [&ours](int last) {
    TimestampedPeerInfo info;
    info.host = "30.0.0." + std::to_string(last);
    info.port = 58444;
    info.timestamp = static_cast<std::uint64_t>(1'795'276'160);
    RespondPeers told;
    told.peer_list = {info};
    ours.Tell("20.0.0.2:50000", told);
  };
  std::size_t told = 0;
  for (int last = 1; last <= 8; ++last) tell(last);
  told = ours.Heard("20.0.0.1:50000").size();
  EXPECT_EQ(ours.End("20.0.0.1:50000") + ours.End("20.0.0.2:50000"), "openopen");
  ASSERT_GT(told, 0u);
  ASSERT_LT(told, 8u) << "the limit does not hold, so nothing is tried";
  ours.Advance(61s);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "");
  tell(8);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "44") << "the eighth was never sent";
  tell(1);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "") << "the first was";
}

}  // namespace
}  // namespace dragoman::chia
