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

TEST(ChiaTwins, ANodeThatCameToUsIsNotDialedAgainAndCountsAsTheOneThatWasNamed) {
  Neighbourhood::Plan plan;
  plan.settings["upstream"] = "named";
  Neighbourhood ours(plan);
  ours.Come("10.0.0.2:50000", "theirs");
  ours.ShakeHands("10.0.0.2:50000");
  ours.Heard("10.0.0.2:50000");
  ours.Tell("10.0.0.2:50000", PeakOf(Recorded(1)));
  EXPECT_EQ(ours.Types("10.0.0.2:50000"), "") << "nobody knows yet that it is the one";
  ours.Name("10.0.0.2:8444", "theirs");
  EXPECT_EQ(ours.Types("10.0.0.2:8444"), "") << "the second link ends without a word";
  EXPECT_EQ(ours.End("10.0.0.2:8444").substr(0, 9), "0, ban 0:");
  EXPECT_EQ(ours.End("10.0.0.2:50000"), "open");
  EXPECT_EQ(ours.Serve("10.0.0.2:50000", {RecordedBlocks()[0], RecordedBlocks()[1]}), "26 26");
  EXPECT_EQ(ours.chain().tip().height, 1) << "what it announced counts";
  EXPECT_EQ(ours.dials("10.0.0.2:8444"), 1u);
  ours.Advance(50s);
  EXPECT_EQ(ours.dials("10.0.0.2:8444"), 1u) << "there is no hurry";
  ours.Tell("10.0.0.2:50000", PeakOf(Recorded(2)));
  EXPECT_EQ(ours.Serve("10.0.0.2:50000", {RecordedBlocks()[0], RecordedBlocks()[1], RecordedBlocks()[2]}), "26");
  ours.Lose("10.0.0.2:50000");
  ours.Advance(15s);
  EXPECT_EQ(ours.dials("10.0.0.2:8444"), 2u);
  EXPECT_EQ(ours.End("10.0.0.2:8444"), "open");
}

TEST(ChiaTwins, WhoIsNotNamedIsNoUpstreamForHavingTheSameAddress) {
  Neighbourhood::Plan plan;
  plan.settings["upstream"] = "named";
  Neighbourhood ours(plan);
  ours.Meet("10.0.0.2:50000");
  ours.Name("10.0.0.2:8444");  // another certificate
  ours.ShakeHands("10.0.0.2:8444");
  EXPECT_EQ(ours.End("10.0.0.2:8444"), "open");
  ours.Tell("10.0.0.2:50000", PeakOf(Recorded(1)));
  EXPECT_EQ(ours.Types("10.0.0.2:50000"), "");
}

TEST(ChiaTwins, OfTwoNodesThatDialEachOtherAtOnceBothKeepTheSameLink) {
  for (const std::string theirs : {"theirs", "somebody else's"}) {
    std::string kept[2];
    for (const bool comes_first : {false, true}) {
      Neighbourhood ours({});
      ours.Name("10.0.0.2:8444", theirs);
      ours.Come("10.0.0.2:50000", theirs);
      const std::string first = comes_first ? "10.0.0.2:50000" : "10.0.0.2:8444";
      const std::string second = comes_first ? "10.0.0.2:8444" : "10.0.0.2:50000";
      ours.ShakeHands(first);
      ours.ShakeHands(second);
      EXPECT_NE(ours.End(first) == "open", ours.End(second) == "open");
      kept[comes_first] = ours.End(first) == "open" ? first : second;
    }
    EXPECT_EQ(kept[0], kept[1]) << theirs;
  }
}

TEST(ChiaTwins, AStrangersSecondLinkStillEndsItsFirst) {
  Neighbourhood ours({});
  for (const char* remote : {"10.0.0.2:50000", "10.0.0.2:50001"}) {
    ours.Come(remote, "theirs");
    ours.ShakeHands(remote);
  }
  EXPECT_EQ(ours.End("10.0.0.2:50000"), "1000, ban 0: the same node connected anew");
  EXPECT_EQ(ours.End("10.0.0.2:50001"), "open");
}

TEST(ChiaHandshake, ThirtySecondsAreForAllOfIt) {
  Neighbourhood ours({});
  ours.Come("20.0.0.1:50000");
  ours.Advance(20s);
  ours.ShakeHands("20.0.0.1:50000", {1, 8444, true});
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "1 111");
  ours.Advance(9s);
  EXPECT_EQ(ours.End("20.0.0.1:50000"), "open");
  ours.Advance(2s);
  EXPECT_EQ(ours.End("20.0.0.1:50000"), "1002, ban 10: no handshake within 30 s");
}

// Gives these bytes for every block.
void ServeAlways(testing::World& world, NetworkId network, Slice raw) {
  const Status served = world.router.Serve<chain::BlockQuery, chain::StoredBlock>(
      network, chain::kBlock, [raw](const chain::BlockQuery&, const ReplySink<chain::StoredBlock>& sink) {
        chain::StoredBlock block;
        block.raw = raw;
        sink(block);
      });
  EXPECT_TRUE(served.ok());
}

TEST(ChiaServing, ARangeAboveOneMessageIsRejected) {
  Neighbourhood::Plan plan;
  plan.serve = [](testing::World& world, NetworkId network) {
    ServeAlways(world, network, Slice::Copy(ByteVector(1'600'000, 0x2a)));
  };
  Neighbourhood ours(plan);
  ours.Meet("20.0.0.1:50000");
  RequestBlocks request;
  request.start_height = 1;
  request.end_height = 33;
  request.include_transaction_block = true;
  ours.Tell("20.0.0.1:50000", request, 5);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "31");
  EXPECT_EQ(ours.End("20.0.0.1:50000"), "open");
  request.end_height = 32;
  ours.Tell("20.0.0.1:50000", request, 6);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "30");
}

TEST(ChiaServing, ABlockOfOursThatCannotBeReadIsNoFaultOfTheAsker) {
  Neighbourhood::Plan plan;
  plan.serve = [](testing::World& world, NetworkId network) {
    ServeAlways(world, network, Slice::Copy(ByteVector(10, 0x2a)));
  };
  Neighbourhood ours(plan);
  ours.Meet("20.0.0.1:50000");
  RequestBlock one;
  one.height = 1;
  ours.Tell("20.0.0.1:50000", one, 5);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "28");
  RequestBlocks range;
  range.start_height = 1;
  range.end_height = 2;
  ours.Tell("20.0.0.1:50000", range, 6);
  EXPECT_EQ(ours.Types("20.0.0.1:50000"), "31");
  EXPECT_EQ(ours.End("20.0.0.1:50000"), "open");
  const bool told = std::ranges::any_of(
      ours.events(), [](const Event& event) { return std::holds_alternative<event::Fault>(event.body); });
  EXPECT_TRUE(told) << "the operator hears of it";
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

TEST(ChiaPeerExchange, WhoFillsTheListOfTellersKeepsNobodyOut) {
  RelayTargets targets;
  constexpr std::int64_t kNow = 1'795'276'160;
  EXPECT_EQ(targets.CountTold("20.1.0.1", 500, kNow), 500u);
  for (std::size_t i = 0; i < 2 * RelayTargets::kMostTellers; ++i) {
    targets.CountTold("30." + std::to_string(i >> 16) + "." + std::to_string(i >> 8 & 255) + "." + std::to_string(i & 255), 1, kNow);
  }
  EXPECT_EQ(targets.CountTold("20.1.0.2", 5, kNow), 5u);
  EXPECT_EQ(targets.CountTold("20.1.0.1", 1, kNow), 501u) << "who told the most is remembered";
  EXPECT_EQ(targets.CountTold("2001:db8::1", 3, kNow), 3u);
  EXPECT_EQ(targets.CountTold("2001:db8::2", 4, kNow), 7u) << "one owner";
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
