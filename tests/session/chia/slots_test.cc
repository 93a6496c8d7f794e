// Who may come, who is the same node twice, and how long we wait for first words.
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

}  // namespace
}  // namespace dragoman::chia
