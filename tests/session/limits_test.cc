// What a node grants its peers, in sessions: memory, pace, the time of a handshake, and what their ends say of them.
#include <gtest/gtest.h>

#include "tests/session/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using lab::NoFrame;
using lab::NoteFrame;
using lab::OrderFrame;

Status RegisterPolite(DialectRegistry& registry) {
  Dialect polite("polite");
  polite.Listen(Transport::kTcp, 7000)
      .Frame(LengthPrefix{.width = 4, .order = std::endian::big, .limit = 64 * KiB})
      .Message<lab::Note>({.bytes = 60'000})
      .Limits([](Limits& limits) { limits.handshake = 7s; })
      .ReadyAtFirstMessage();
  return registry.Add(std::move(polite));
}

class LimitsOfTheLab : public ::testing::Test {
 protected:
  testing::Station& Open(testing::RegisterFn register_dialect = lab::Register) {
    registry = testing::Registered(register_dialect);
    testing::Setup setup = desk.Setup();
    setup.limits = limits;
    setup.remote = remote;
    station.emplace(testing::Chosen(*registry, ""), setup, clock);
    return *station;
  }
  void Advance(Duration by) {
    clock.Advance(by);
    station->Settle();
  }

  Limits limits;
  std::string remote = "10.0.0.1:50000";
  lab::Desk desk;
  ManualClock clock;
  std::shared_ptr<const DialectRegistry> registry;
  std::optional<testing::Station> station;
};

TEST(LimitsOfADialect, WinOverTheCores) {
  ManualClock clock;
  const auto registry = testing::Registered(RegisterPolite);
  testing::Station station(testing::Chosen(*registry, ""), {}, clock);
  clock.Advance(6999ms);
  station.Settle();
  EXPECT_TRUE(station.connected());
  clock.Advance(1ms);
  station.Settle();
  EXPECT_EQ(station.closed_because(), "no handshake within 7 s");
}

TEST_F(LimitsOfTheLab, AFirstMessageEndsTheWaitForTheHandshake) {
  limits.handshake = 3s;
  testing::Station& peer = Open(RegisterPolite);
  // A zero-length text and load.
  peer.Feed(*FromHex("00000009 04 00000000 00000000"));
  ASSERT_TRUE(peer.ready()) << peer.closed().why.ToString();
  Advance(1h);
  EXPECT_TRUE(peer.connected());
}

TEST_F(LimitsOfTheLab, NobodyKeepsMuchOfOursBeforeTheHandshake) {
  testing::Station& peer = Open(RegisterPolite);
  peer.Feed(*FromHex("0000ea60 04"));  // 60,000 bytes to come
  peer.Feed(ByteVector(16'000));
  EXPECT_TRUE(peer.connected());
  peer.Feed(ByteVector(4'000));
  EXPECT_EQ(peer.closed().why.code(), Code::kOverLimit) << peer.closed().why.ToString();
  EXPECT_NE(peer.closed_because().find("before the handshake is done, the limit is 16384"), std::string::npos);
}

TEST_F(LimitsOfTheLab, AllQueuesOfAPeerTogetherPauseItsReading) {
  limits.queue_bytes = 1 * MiB;
  limits.peer_bytes = 50'000;
  testing::Station& peer = Open();
  peer.Feed(*FromHex(OrderFrame(1, 20'000) + OrderFrame(2, 20'000) + NoteFrame("sleep")));
  EXPECT_FALSE(peer.paused());
  peer.Feed(*FromHex(NoteFrame("x", 20'000)));
  peer.Feed(*FromHex(NoteFrame("x", 20'000)));
  EXPECT_TRUE(peer.paused());
  EXPECT_GT(peer.node().budget().taken(), 50'000u);
  Advance(11s);
  EXPECT_FALSE(peer.paused());
}

TEST_F(LimitsOfTheLab, WhoDoesNotTakeTheAnswersIsAnsweredNoFurther) {
  const std::size_t answer = FromHex(NoFrame(0))->size();
  limits.high_water = 2 * answer;
  registry = testing::Registered(lab::Register);
  testing::Setup setup;  // without a desk every order is refused at once
  setup.limits = limits;
  testing::Station& peer = station.emplace(testing::Chosen(*registry, ""), setup, clock);
  std::string questions;
  for (std::uint8_t i = 0; i < 9; ++i) questions += OrderFrame(i);
  peer.Feed(*FromHex(questions));
  for (std::uint8_t i = 0; i < 9; i += 3) {
    EXPECT_EQ(ToHex(peer.TakeSent()), NoFrame(i) + NoFrame(i + 1) + NoFrame(i + 2));
    EXPECT_EQ(ToHex(peer.TakeSent()), "") << "not before the rest was taken";
    peer.Settle();
  }
  EXPECT_TRUE(peer.connected());
  EXPECT_FALSE(peer.paused());
}

TEST_F(LimitsOfTheLab, AByteRatePausesReadingUntilItIsKept) {
  limits.bytes_per_second = 10'000;
  testing::Station& peer = Open();
  peer.Feed(*FromHex(NoteFrame("x", 9'000)));
  EXPECT_FALSE(peer.paused());
  peer.Feed(*FromHex(NoteFrame("x", 6'000)));
  EXPECT_TRUE(peer.paused());
  Advance(1s);
  EXPECT_FALSE(peer.paused());
}

TEST_F(LimitsOfTheLab, WhenTheMemoryOfAllIsUsedUpTheNewestInboundPeerGoes) {
  limits.process_bytes = 30'000;
  testing::Station& peer = Open();
  LinkInfo link;
  link.inbound = true;
  link.remote = "10.0.1.1:1";
  link.local = "127.0.0.1:7000";
  auto newer = peer.node().Adopt(link, peer.world().host);
  ASSERT_TRUE(newer.ok());
  (*newer)->Open();
  peer.Feed(*FromHex(OrderFrame(1) + OrderFrame(2, 20'000)));
  EXPECT_FALSE((*newer)->closing());
  peer.Feed(*FromHex(OrderFrame(3, 20'000)));
  EXPECT_EQ((*newer)->closed().why.Text(), "the peers together keep more than 30000 bytes; the one that came last goes");
  EXPECT_EQ((*newer)->closed().why.fault(), FaultClass::kLocal);
  EXPECT_TRUE(peer.connected());
  peer.Feed(*FromHex(OrderFrame(4, 20'000)));
  EXPECT_FALSE(peer.connected());
  const Node& node = peer.node();
  newer->reset();
  EXPECT_EQ(node.standing().Score(*IpAddress::Parse("10.0.0.1"), clock.Now()), 0);
}

TEST_F(LimitsOfTheLab, MemoryIsGivenBackWhenAPeerGoes) {
  testing::Station& peer = Open();
  auto budget = std::make_shared<MemoryBudget>(1 * MiB);
  NodeOptions options;
  options.budget = budget;
  Node node(testing::Chosen(*registry, "").plan(), "default", peer.world().router.AddNetwork("lab", "other"),
            peer.world().router, clock, peer.world().metrics, std::move(options));
  LinkInfo link;
  link.inbound = true;
  link.remote = "10.0.1.1:1";
  auto session = node.Adopt(link, peer.world().host);
  (*session)->Open();
  (*session)->Feed(Slice::Copy(*FromHex("7530 01 00")));
  EXPECT_GT(budget->taken(), 0u);
  session->reset();
  EXPECT_EQ(budget->taken(), 0u);
}

TEST_F(LimitsOfTheLab, AFaultIsScoredAndAtAHundredTheAddressIsTurnedAwayAndItsOtherPeersGo) {
  limits.fault_score = 50;
  testing::Station& peer = Open();
  Node& node = peer.node();
  const auto come = [&] {
    LinkInfo link;
    link.inbound = true;
    link.remote = "10.0.0.1:2";
    link.local = "127.0.0.1:7000";
    return node.Adopt(link, peer.world().host);
  };
  auto second = come();
  ASSERT_TRUE(second.ok());
  (*second)->Open();
  peer.Feed(*FromHex(NoteFrame("peer")));
  EXPECT_EQ(node.standing().Score(*IpAddress::Parse("10.0.0.1"), clock.Now()), 50);
  auto third = come();
  ASSERT_TRUE(third.ok());
  (*third)->Open();
  (*second)->Feed(Slice::Copy(*FromHex(NoteFrame("peer"))));
  EXPECT_TRUE((*second)->closing());
  peer.Settle();
  EXPECT_EQ((*third)->closed().why.Text(), "its address is turned away");
  EXPECT_EQ(come().status().Text(), "its address is turned away for another 3600 s: a bad note");
  EXPECT_EQ(node.RecentlyGone().size(), 3u);
  EXPECT_EQ(node.RecentlyGone()[0].reason, "a bad note");

  std::vector<bool> banned;
  for (const Event& event : peer.events()) {
    if (const auto* gone = std::get_if<event::PeerDisconnected>(&event.body)) banned.push_back(gone->banned);
  }
  EXPECT_EQ(banned, (std::vector<bool>{false, true, false}));
  EXPECT_EQ(peer.events().back().peer, "10.0.0.1:2");
  const auto* refused = std::get_if<event::PeerRefused>(&peer.events().back().body);
  ASSERT_NE(refused, nullptr) << peer.event_names();
}

TEST_F(LimitsOfTheLab, LoopbackIsNotScored) {
  remote = "127.0.0.1:50000";
  testing::Station& peer = Open();
  peer.Feed(*FromHex(NoteFrame("peer")));
  EXPECT_EQ(peer.node().standing().size(), 0u);
}

TEST_F(LimitsOfTheLab, ARequestAndAShutdownAreNotScored) {
  testing::Station& peer = Open();
  peer.Feed(*FromHex(NoteFrame("request") + NoteFrame("local")));
  EXPECT_FALSE(peer.connected());
  EXPECT_EQ(peer.node().standing().size(), 0u);
}

TEST_F(LimitsOfTheLab, AFloodOfRefusalsIsToldOnceASecondWithTheNumberOfTheOthers) {
  testing::Station& peer = Open();
  peer.node().Ban(*IpAddress::Parse("10.0.0.9"), 1h, "for the test");
  LinkInfo link;
  link.inbound = true;
  link.remote = "10.0.0.9:1";
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(peer.node().Adopt(link, peer.world().host).ok());
  clock.Advance(1s);
  EXPECT_FALSE(peer.node().Adopt(link, peer.world().host).ok());
  std::vector<std::uint64_t> others;
  for (const Event& event : peer.events()) {
    if (const auto* refused = std::get_if<event::PeerRefused>(&event.body)) others.push_back(refused->others);
  }
  EXPECT_EQ(others, (std::vector<std::uint64_t>{0, 99}));
}

TEST_F(LimitsOfTheLab, WhoNeverGotThroughItsHandshakeIsToldAndCounted) {
  testing::Station& peer = Open();
  peer.node().Refused("10.0.0.9:1", Status(Code::kBadFrame, "TLS: that is no TLS"));
  const auto* refused = std::get_if<event::PeerRefused>(&peer.events().back().body);
  ASSERT_NE(refused, nullptr) << peer.event_names();
  EXPECT_EQ(refused->reason, "TLS: that is no TLS");
  EXPECT_EQ(peer.events().back().peer, "10.0.0.9:1");
  peer.node().Refused("10.0.0.9:2", Status(Code::kBadFrame, "another one"));
  std::uint64_t counted = 0;
  for (const auto& [name, value] : peer.world().metrics.Read()) {
    if (name.starts_with("dragoman_refused_total{")) counted += value;
  }
  EXPECT_EQ(counted, 2u);
  peer.node().Stop();
  peer.node().Refused("10.0.0.9:3", Status(Code::kShutdown, "the node is stopping"));
  EXPECT_TRUE(std::holds_alternative<event::PeerRefused>(peer.events().back().body));
  EXPECT_EQ(peer.events().back().peer, "10.0.0.9:1");
}

TEST_F(LimitsOfTheLab, ABanEndsThePeerThatIsThere) {
  testing::Station& peer = Open();
  peer.node().Ban(*IpAddress::Parse("10.0.0.1"), 1h, "for the test");
  peer.Settle();
  EXPECT_EQ(peer.closed_because(), "its address is banned: for the test");
}

TEST_F(LimitsOfTheLab, ASubscriberThatFallsTooFarBehindIsClosedRatherThanLeftWithAHole) {
  limits.event_backlog = 10;
  testing::Station& peer = Open();
  int heard = 0;
  peer.peer()->Listen([&heard](const Event&) { ++heard; });
  Event event;
  event.network = peer.peer()->context().network;
  event.body = event::Stopped{"test"};
  for (int i = 0; i < 10; ++i) peer.world().router.Publish(event);
  peer.Settle();
  EXPECT_EQ(heard, 10);
  for (int i = 0; i < 11; ++i) peer.world().router.Publish(event);
  peer.Settle();
  EXPECT_EQ(peer.closed().why.fault(), FaultClass::kLocal);
  EXPECT_NE(peer.closed_because().find("10 events wait for it"), std::string::npos);
}

TEST_F(LimitsOfTheLab, AQuestionThatAServiceDropsIsAnsweredAndTheTurnGoesOn) {
  testing::Station& peer = Open();
  peer.Feed(*FromHex(OrderFrame(1)));
  ASSERT_EQ(desk.waiting.size(), 1u);
  desk.waiting.clear();
  peer.Settle();
  EXPECT_EQ(peer.closed_because(), "the service dropped the question without a reply");
}

}  // namespace
}  // namespace dragoman
