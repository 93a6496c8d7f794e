// Whom to connect to, and when (wire/chia.md 15.4).
#include "services/peers/outbound_plan.h"

#include "tests/unit/services/peers/lab.h"

namespace dragoman::peers {
namespace {

using namespace std::chrono_literals;

class Outbound : public ::testing::Test {
 protected:
  explicit Outbound(std::size_t target = 3) : options_{.target = target} {}

  void Know(unsigned count) {
    for (unsigned i = 0; i < count; ++i) book.Add(NodeAt(i), kNow, NodeAt(i + 5000).ip, 0, kNow);
  }
  OutboundPlan::Round Next() { return plan.Next(now, unix_now()); }
  std::int64_t unix_now() const { return kNow + now.time_since_epoch() / 1s; }
  bool Met(const Endpoint& endpoint, bool dialed = true) { return plan.Met(endpoint, dialed, now, unix_now()); }
  // Everybody whom it dials answers.
  std::vector<OutboundPlan::Dial> DialFor(Duration time) {
    std::vector<OutboundPlan::Dial> dials;
    for (const Instant end = now + time; now < end;) {
      const OutboundPlan::Round round = Next();
      if (round.dial.has_value()) {
        dials.push_back(*round.dial);
        Met(round.dial->endpoint);
      }
      now += round.pause;
    }
    return dials;
  }

  const OutboundOptions options_;
  AddressBook book = MakeBook();
  Dice dice{SecretOf(3)};
  std::set<IpAddress> banned;
  OutboundPlan plan{book, dice, options_, [this](const IpAddress& ip) { return !banned.contains(ip); }};
  Instant now{1s};
};

TEST_F(Outbound, DialsUntilItHasAsManyAsItWants) {
  Know(50);
  const auto dials = DialFor(10s);
  EXPECT_EQ(dials.size(), 3u);
  EXPECT_EQ(plan.outbound(), 3u);
  EXPECT_EQ(plan.dialing(), 0u);
  for (const auto& dial : dials) EXPECT_EQ(dial.purpose, Purpose::kOutbound);
}

TEST_F(Outbound, PausesLongerTheMoreGroupsItHas) {
  Know(50);
  EXPECT_EQ(Next().pause, 250ms);
  Met(NodeAt(100));
  EXPECT_EQ(Next().pause, 500ms);
  Met(NodeAt(101));
  EXPECT_EQ(Next().pause, 1s);
  Met(NodeAt(102));
  EXPECT_EQ(Next().pause, 1500ms + 15s) << "nothing to do";
}

TEST_F(Outbound, NeverTwoOfOneGroup) {
  for (unsigned i = 0; i < 50; ++i) {
    Endpoint neighbour = At("5.6.0.1:8444");
    neighbour.ip.bytes[14] = static_cast<std::uint8_t>(i);
    book.Add(neighbour, kNow, NodeAt(i).ip, 0, kNow);
  }
  EXPECT_EQ(DialFor(300s).size(), 1u);
  EXPECT_FALSE(Next().dial.has_value());
  EXPECT_TRUE(Next().needs_more);
}

TEST_F(Outbound, NeverTwoOfOneGroupWhileTheFirstIsBeingDialed) {
  for (unsigned i = 0; i < 50; ++i) {
    Endpoint neighbour = At("5.6.0.1:8444");
    neighbour.ip.bytes[14] = static_cast<std::uint8_t>(i);
    book.Add(neighbour, kNow, NodeAt(i).ip, 0, kNow);
  }
  const auto first = Next().dial;
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(Next().dial.has_value());
  EXPECT_FALSE(Next().needs_more) << "the one that is being dialed may answer";
  plan.Ended(first->number, unix_now());
  EXPECT_TRUE(Next().dial.has_value());
}

TEST_F(Outbound, AConfiguredPeerOfTheSameGroupMakesAChosenOneGo) {
  Endpoint host = NodeAt(0);
  book.Add(host, kNow, NodeAt(5000).ip, 0, kNow);
  ASSERT_TRUE(Next().dial.has_value());
  Endpoint configured = host;
  configured.ip.bytes[15] = 77;
  EXPECT_TRUE(Met(configured)) << "the user's word counts";
  EXPECT_FALSE(Met(host));
  EXPECT_EQ(plan.outbound(), 1u);
}

TEST_F(Outbound, TriesAnAddressOnceInHalfAnHour) {
  Know(1);
  const auto dial = Next().dial;
  ASSERT_TRUE(dial.has_value());
  plan.Ended(dial->number, unix_now());
  EXPECT_TRUE(Next().needs_more);
  now += 1799s;
  EXPECT_FALSE(Next().dial.has_value());
  now += 1s;
  EXPECT_TRUE(Next().dial.has_value());
  EXPECT_EQ(book.Find(NodeAt(0).ip)->failures, 1u);
}

TEST_F(Outbound, BannedOnesOwnOnesAndThoseWithoutPortAreNotDialed) {
  Know(2);
  book.Add(NodeAt(2, 0), kNow, NodeAt(5000).ip, 0, kNow);
  banned.insert(NodeAt(0).ip);
  plan.Ours(NodeAt(1), unix_now());
  now += 1h;
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(Next().dial.has_value());
  EXPECT_EQ(book.Find(NodeAt(1).ip)->failures, 0u);
}

TEST_F(Outbound, ConnectedOnesAreNotDialedAgainAndOneThatLeftIsReplaced) {
  Know(4);
  EXPECT_EQ(DialFor(60s).size(), 3u);
  const Endpoint gone = plan.anchors()[0];
  plan.Left(gone, true);
  EXPECT_EQ(plan.outbound(), 2u);
  const auto dials = DialFor(60s);
  ASSERT_EQ(dials.size(), 1u);
  EXPECT_NE(dials[0].endpoint, gone) << "it was tried a minute ago";
}

TEST_F(Outbound, OneTooManyIsNotToStay) {
  Know(50);
  std::vector<Endpoint> dialing;
  for (int i = 0; i < 5; ++i) dialing.push_back(Next().dial->endpoint);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Met(dialing[static_cast<std::size_t>(i)]));
  EXPECT_FALSE(Met(dialing[3]));
  EXPECT_EQ(plan.outbound(), 3u);
  EXPECT_TRUE(book.Find(dialing[3].ip)->tried) << "it answered, though";
}

TEST_F(Outbound, AnAttemptThatNobodyEndsIsGivenUp) {
  Know(1);
  ASSERT_TRUE(Next().dial.has_value());
  now += 10min - 1ns;
  (void)Next();
  EXPECT_EQ(plan.dialing(), 1u);
  now += 1ns;
  (void)Next();
  EXPECT_EQ(plan.dialing(), 0u);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->failures, 1u);
}

TEST_F(Outbound, WithAllItWantsItOnlyFeelsWhoIsThereEveryFourMinutes) {
  Know(2000);
  (void)DialFor(60s);
  const auto feelers = DialFor(24h);
  EXPECT_NEAR(static_cast<double>(feelers.size()), 24 * 3600 / 248.0, 60);
  for (const auto& dial : feelers) EXPECT_EQ(dial.purpose, Purpose::kFeeler);
  EXPECT_EQ(plan.outbound(), 3u) << "none of them stays";
  EXPECT_GT(book.tried(), 100u);
}

TEST_F(Outbound, OfAnEmptyBookItSaysSo) {
  const OutboundPlan::Round round = Next();
  EXPECT_TRUE(round.needs_more);
  EXPECT_FALSE(round.dial.has_value());
  EXPECT_EQ(round.pause, 15250ms);
}

TEST_F(Outbound, AnchorsAreTheTwoOldestLinksAndOutliveTheEnd) {
  Know(50);
  const auto dials = DialFor(60s);
  EXPECT_EQ(plan.anchors(), (std::vector<Endpoint>{dials[0].endpoint, dials[1].endpoint}));
  for (const auto& dial : dials) plan.Left(dial.endpoint, true);
  plan.RefreshAnchors();
  EXPECT_EQ(plan.anchors().size(), 2u) << "all left, so it is we who end";
  OutboundPlan again(book, dice, options_, [](const IpAddress&) { return true; });
  again.DialFirst(plan.anchors());
  EXPECT_EQ(again.Next(now, unix_now()).dial->endpoint, dials[0].endpoint) << "although it was tried lately";
  EXPECT_EQ(again.Next(now, unix_now()).dial->endpoint, dials[1].endpoint);
}

TEST_F(Outbound, TheOlderSideOfACollisionIsTestedOnceAMinute) {
  const BucketChoice choice(SecretOf(1));
  std::map<BucketTable::Place, Endpoint> places;
  std::vector<Endpoint> pair;
  for (unsigned i = 0; pair.empty(); ++i) {
    const auto [there, first] = places.emplace(choice.InTried(NodeAt(i)), NodeAt(i));
    if (!first) pair = {there->second, NodeAt(i)};
  }
  for (const Endpoint& endpoint : pair) book.Add(endpoint, kNow, endpoint.ip, 0, kNow);
  book.Good(pair[0], kNow - 5 * kHour);
  book.Good(pair[1], kNow);
  ASSERT_EQ(book.collisions(), 1u);
  for (unsigned i = 300; i < 303; ++i) Met(NodeAt(i));
  const auto test = Next().dial;
  ASSERT_TRUE(test.has_value());
  EXPECT_EQ(test->endpoint, pair[0]);
  EXPECT_EQ(test->purpose, Purpose::kFeeler) << "there are enough";
  EXPECT_FALSE(Met(pair[0]));
  EXPECT_FALSE(Next().dial.has_value());
  EXPECT_EQ(book.collisions(), 0u) << "it is still there";
}

class NoOutbound : public Outbound {
 protected:
  NoOutbound() : Outbound(0) {}
};

TEST_F(NoOutbound, ByDefaultNobodyIsDialed) {
  Know(50);
  book.Good(NodeAt(1), kNow - kDay);
  EXPECT_TRUE(DialFor(10h).empty());
  EXPECT_FALSE(Next().needs_more);
  EXPECT_TRUE(Met(NodeAt(200), false));
  EXPECT_EQ(plan.inbound(), 1u);
  plan.Left(NodeAt(200), false);
  EXPECT_EQ(plan.inbound(), 0u);
}

class ManyOutbound : public Outbound {
 protected:
  ManyOutbound() : Outbound(1000) {}
};

TEST_F(ManyOutbound, AtMostSeventyAttemptsAtATime) {
  Know(3000);
  for (int i = 0; i < 200; ++i) (void)Next();
  EXPECT_EQ(plan.dialing(), OutboundPlan::kMostDialing);
}

}  // namespace
}  // namespace dragoman::peers
