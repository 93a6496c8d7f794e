#include "core/peer/doorkeeper.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

using namespace std::chrono_literals;

class Doorkeepers : public ::testing::Test {
 protected:
  // Gives the sentence of the refusal, empty if it was let in.
  std::string Come(const std::string& address, bool ready = true) {
    auto card = std::make_shared<PeerCard>(address, true, now);
    const Status judged = Keeper().Admit(*card, "192.0.2.1:1", now);
    if (!judged.ok()) return judged.Text();
    card->ready = ready;
    Keeper().Enter(card, [this, address](const Status& why) { ended.push_back(address + ": " + why.Text()); });
    cards.push_back(std::move(card));
    return {};
  }
  void Go(std::size_t at) { Keeper().Leave(*cards[at]); }
  // Made at first use, when a test has set the limits.
  Doorkeeper& Keeper() {
    if (!keeper.has_value()) keeper.emplace(limits, rule, standing, 42);
    return *keeper;
  }

  Limits limits;
  std::optional<AdmissionRule> rule;
  Standing standing{limits};
  std::optional<Doorkeeper> keeper;
  Instant now = Instant(1h);
  std::vector<std::shared_ptr<PeerCard>> cards;
  std::vector<std::string> ended;
};

TEST_F(Doorkeepers, TakeFourOfANetgroupUntilOneGoes) {
  for (int i = 1; i <= 4; ++i) EXPECT_EQ(Come("10.0.0." + std::to_string(i) + ":1"), "");
  EXPECT_EQ(Come("10.0.0.5:1"), "4 peers of its netgroup are connected to us, no more are taken");
  EXPECT_EQ(Come("10.0.1.5:1"), "");
  Go(0);
  EXPECT_EQ(Come("10.0.0.5:1"), "");
}

TEST_F(Doorkeepers, SpareExemptAddressesTheRulesForSingleOnes) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Come("127.0.0.1:" + std::to_string(1000 + i)), "");
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Come("127.0.0.2:" + std::to_string(1000 + i)), "");
  EXPECT_EQ(Come("127.0.0.2:9"), "4 peers of its netgroup are connected to us, no more are taken");
}

TEST_F(Doorkeepers, KeepTheDenyListAndTheAllowList) {
  limits.deny = {IpRange::Of("10.0.0.0/8")};
  EXPECT_EQ(Come("10.1.2.3:1"), "its address is on the deny list");
  EXPECT_EQ(Come("11.1.2.3:1"), "");
  limits.allow = {IpRange::Of("12.0.0.0/8")};
  EXPECT_EQ(Come("11.1.2.3:1"), "its address is not on the allow list");
  EXPECT_EQ(Come("12.1.2.3:1"), "");
}

TEST_F(Doorkeepers, ScreenByTheListsAndTheNetgroupAloneAndLeaveBansToTheirWords) {
  const auto screen = [this](const std::string& address) { return Keeper().Screen(PeerCard(address, true, now)).Text(); };
  limits.deny = {IpRange::Of("11.0.0.0/8")};
  standing.Blame(*IpAddress::Parse("10.0.0.1"), 100, "a lying length", now);
  EXPECT_EQ(screen("10.0.0.1:1"), "");
  EXPECT_EQ(screen("11.0.0.1:1"), "its address is on the deny list");
  EXPECT_EQ(screen("a-name:1"), "");
  for (int i = 2; i <= 5; ++i) EXPECT_EQ(Come("10.0.0." + std::to_string(i) + ":1"), "");
  EXPECT_EQ(screen("10.0.0.6:1"), "4 peers of its netgroup are connected to us, no more are taken");
  EXPECT_EQ(screen("127.0.0.1:1"), "");
  limits.allow = {IpRange::Of("12.0.0.0/8")};
  EXPECT_EQ(screen("127.0.0.1:1"), "its address is not on the allow list");
}

TEST_F(Doorkeepers, TurnAwayWhoIsDiscouragedWithTimeAndReason) {
  standing.Blame(*IpAddress::Parse("10.0.0.1"), 100, "a lying length", now);
  now += 1min;
  EXPECT_EQ(Come("10.0.0.1:1"), "its address is turned away for another 3540 s: a lying length");
  EXPECT_EQ(Come("10.0.0.2:1"), "");
}

TEST_F(Doorkeepers, LetTheOldestHalfOpenOneMakeRoom) {
  limits.half_open = 3;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Come("10.0." + std::to_string(i) + ".1:1", false), "");
  cards[0]->ready = true;
  EXPECT_EQ(Come("10.0.3.1:1", false), "");
  now += 1s;
  EXPECT_TRUE(ended.empty());
  EXPECT_EQ(Come("10.0.4.1:1", false), "");
  EXPECT_EQ(ended, std::vector<std::string>{"10.0.1.1:1: made room: 3 peers had not finished their handshake"});
}

TEST_F(Doorkeepers, GiveEveryHandshakeASecondAndRefuseNewcomersMeanwhile) {
  limits.half_open = 3;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Come("10.0." + std::to_string(i) + ".1:1", false), "");
  now += 999ms;
  EXPECT_EQ(Come("10.0.4.1:1", false), "3 peers are shaking hands with us, no more are taken");
  EXPECT_TRUE(ended.empty());
  EXPECT_EQ(Come("127.0.0.1:1", false), "");
  EXPECT_TRUE(ended.empty());
}

TEST_F(Doorkeepers, EvictOneWhenAllSlotsAreTaken) {
  limits.inbound = 40;
  for (int i = 0; i < 40; ++i) {
    now += 1s;
    EXPECT_EQ(Come("10.0." + std::to_string(i) + ".1:1"), "");
  }
  EXPECT_EQ(Come("10.1.0.1:1"), "");
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_NE(ended[0].find("made room for another peer: all 40 slots were taken"), std::string::npos);
  // The one that goes is not counted while it does.
  EXPECT_EQ(Come("10.1.1.1:1"), "");
  EXPECT_EQ(ended.size(), 2u);
}

TEST_F(Doorkeepers, RefuseWhenAllThatAreInAreProtected) {
  limits.inbound = 2;
  EXPECT_EQ(Come("10.0.0.1:1"), "");
  EXPECT_EQ(Come("127.0.0.1:1"), "");
  EXPECT_EQ(Come("10.0.1.1:1"), "2 peers are connected to us, no more are taken");
}

TEST_F(Doorkeepers, ShedTheNewestInboundOneFirst) {
  Come("10.0.0.1:1");
  Come("10.0.1.1:1");
  EXPECT_TRUE(Keeper().ShedNewest(Status(Code::kOverload, "too much")));
  EXPECT_TRUE(Keeper().ShedNewest(Status(Code::kOverload, "too much")));
  EXPECT_FALSE(Keeper().ShedNewest(Status(Code::kOverload, "too much")));
  EXPECT_EQ(ended, (std::vector<std::string>{"10.0.1.1:1: too much", "10.0.0.1:1: too much"}));
}

TEST_F(Doorkeepers, AskTheDialectsRuleHowOftenAnAddressMayCome) {
  rule = AdmissionRule{.memory = 90s, .admits = [](std::span<const Duration> ages) { return ages.size() < 2; }};
  EXPECT_EQ(Come("10.0.0.1:1"), "");
  EXPECT_EQ(Come("10.0.0.1:2"), "");
  EXPECT_EQ(Come("10.0.0.1:3"), "its address connects too often");
  EXPECT_EQ(Come("10.0.0.2:3"), "");
  now += 90s;
  EXPECT_EQ(Come("10.0.0.1:3"), "");
}

TEST_F(Doorkeepers, SpareLoopbackAndOurOwnAddressesThatRule) {
  limits.per_netgroup = 100;
  rule = AdmissionRule{.memory = 90s, .admits = [](std::span<const Duration> ages) { return ages.empty(); }};
  for (const char* address : {"127.0.0.9:1", "127.0.0.9:2", "192.0.2.1:1", "192.0.2.1:2"}) EXPECT_EQ(Come(address), "");
}

TEST_F(Doorkeepers, ShowWhoIsIn) {
  Come("10.0.0.1:1");
  cards[0]->bytes_in = 7;
  cards[0]->SetAgent("tiny");
  const std::vector<PeerView> peers = Keeper().Peers();
  ASSERT_EQ(peers.size(), 1u);
  EXPECT_EQ(peers[0].address, "10.0.0.1:1");
  EXPECT_EQ(peers[0].agent, "tiny");
  EXPECT_EQ(peers[0].bytes_in, 7u);
  EXPECT_FALSE(peers[0].round_trip.has_value());
  EXPECT_EQ(Keeper().inbound(), 1u);
  EXPECT_EQ(Keeper().outbound(), 0u);
}

}  // namespace
}  // namespace dragoman
