// Node: who may come, who is dialed again and when, with a dialer that fails as it is told.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/session/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;

class FakeDialer final : public Dialer {
 public:
  struct Attempt {
    Instant at;
    std::string address;
    Adopt adopt;
    std::function<void(Status)> failed;
  };
  explicit FakeDialer(Host& host) : host_(host) {}
  void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) override {
    attempts.push_back({host_.Now(), address, std::move(adopt), std::move(failed)});
  }
  // The last attempt reaches somebody.
  std::unique_ptr<Session> Succeed() {
    LinkInfo link;
    link.remote = attempts.back().address;
    auto session = attempts.back().adopt(link, host_);
    EXPECT_TRUE(session.ok());
    (*session)->Open();
    return std::move(*session);
  }
  std::vector<Attempt> attempts;

 private:
  Host& host_;
};

// Five seconds after a lost link, the number of failures in seconds after failed dials, never after a refusal.
std::optional<Duration> Rule(int attempt, bool was_connected, const Status& why) {
  if (why.code() == Code::kRefused) return std::nullopt;
  return was_connected ? 5s : std::chrono::seconds(attempt);
}

Status RegisterRedialing(DialectRegistry& registry) {
  Dialect lab("redialing");
  lab.Frame(LengthPrefix{.width = 1, .limit = 255}).Redial(Rule);
  return registry.Add(std::move(lab));
}

class Redial : public ::testing::Test {
 protected:
  std::unique_ptr<Node> Make(NodeOptions options = {}) {
    options.on_lost = [this](const Status& why) { lost.push_back(why.Text()); };
    const Dialect& dialect = *registry->Find("redialing");
    return std::make_unique<Node>(dialect.plan(), "default", network, world.router, clock, world.metrics,
                                  std::move(options));
  }
  void Advance(Duration by) {
    clock.Advance(by);
    world.host.RunDue();
  }
  std::string Events() {
    std::string names;
    for (const Event& event : events) names += std::string(NameOf(event.body)) + ' ';
    return names;
  }

  ManualClock clock;
  testing::World world{clock};
  std::shared_ptr<const DialectRegistry> registry = testing::Registered(RegisterRedialing);
  NetworkId network = world.router.AddNetwork("redialing", "default");
  FakeDialer dialer{world.host};
  std::vector<Event> events;
  Subscription subscription = world.router.Subscribe([this](const Event& event) { events.push_back(event); });
  std::vector<std::string> lost;
  const Status refused{Code::kUnreachable, "connection refused"};
};

TEST_F(Redial, AFailedDialIsTriedAgainAsTheRuleSays) {
  const auto node = Make();
  node->Dial("127.0.0.1:1", dialer, world.host);
  ASSERT_EQ(dialer.attempts.size(), 1u);
  dialer.attempts[0].failed(refused);
  Advance(1s - 1ns);
  EXPECT_EQ(dialer.attempts.size(), 1u);
  Advance(1ns);
  ASSERT_EQ(dialer.attempts.size(), 2u);
  dialer.attempts[1].failed(refused);
  Advance(2s);
  EXPECT_EQ(dialer.attempts.size(), 3u);
  ASSERT_EQ(events.size(), 2u);
  const auto& failed = std::get<event::DialFailed>(events[1].body);
  EXPECT_EQ(failed.reason, "connection refused");
  EXPECT_EQ(failed.retry_in, 2.0);
  EXPECT_EQ(events[1].peer, "127.0.0.1:1");
}

TEST_F(Redial, ALostLinkIsDialedAgainAndTheFailuresCountFromAnew) {
  const auto node = Make();
  node->Dial("127.0.0.1:1", dialer, world.host);
  dialer.attempts.back().failed(refused);
  Advance(1s);
  {
    const auto session = dialer.Succeed();
    EXPECT_EQ(node->peers(), 1u);
    session->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  }
  EXPECT_EQ(node->peers(), 0u);
  world.host.RunDue();
  Advance(5s);
  ASSERT_EQ(dialer.attempts.size(), 3u);
  dialer.attempts.back().failed(refused);
  EXPECT_EQ(std::get<event::DialFailed>(events.back().body).retry_in, 2.0) << "the loss was the first";
  EXPECT_EQ(Events(), "DialFailed PeerConnected PeerDisconnected DialFailed ");
}

TEST_F(Redial, WhereTheRuleSaysNeverTheOwnerIsTold) {
  const auto node = Make();
  node->Dial("127.0.0.1:1", dialer, world.host);
  dialer.attempts.back().failed(Status(Code::kRefused, "not you"));
  Advance(1h);
  EXPECT_EQ(dialer.attempts.size(), 1u);
  EXPECT_EQ(lost, std::vector<std::string>{"not you"});
  EXPECT_EQ(std::get<event::DialFailed>(events.back().body).retry_in, std::nullopt);
}

TEST_F(Redial, WithoutRedialOneFailureIsTheEnd) {
  NodeOptions options;
  options.redial = false;
  const auto node = Make(std::move(options));
  node->Dial("127.0.0.1:1", dialer, world.host);
  dialer.attempts.back().failed(refused);
  EXPECT_EQ(lost, std::vector<std::string>{"connection refused"});
}

TEST_F(Redial, AStoppedNodeNeitherDialsNorAdopts) {
  const auto node = Make();
  node->Dial("127.0.0.1:1", dialer, world.host);
  dialer.attempts.back().failed(refused);
  node->Stop();
  Advance(1h);
  EXPECT_EQ(dialer.attempts.size(), 1u);
  LinkInfo link;
  link.inbound = true;
  EXPECT_EQ(node->Adopt(link, world.host).status().code(), Code::kShutdown);
  EXPECT_EQ(dialer.attempts[0].adopt(link, world.host).status().code(), Code::kShutdown);
}

TEST_F(Redial, WhatIsTriedIsDialedOnceAndItsEndIsTold) {
  const auto node = Make();
  std::vector<std::string> ended;
  const auto tell = [&ended](const Status& why) { ended.push_back(why.Text()); };
  node->Try("127.0.0.1:1", dialer, world.host, tell);
  ASSERT_EQ(dialer.attempts.size(), 1u);
  dialer.attempts[0].failed(refused);
  EXPECT_EQ(ended, std::vector<std::string>{"connection refused"});
  EXPECT_EQ(std::get<event::DialFailed>(events.back().body).retry_in, std::nullopt);
  node->Try("127.0.0.1:1", dialer, world.host, tell);
  {
    const auto session = dialer.Succeed();
    EXPECT_EQ(node->Peers().at(0).inbound, false);
    session->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  }
  world.host.RunDue();
  Advance(1h);
  EXPECT_EQ(ended, (std::vector<std::string>{"connection refused", "gone"}));
  EXPECT_EQ(dialer.attempts.size(), 2u) << "neither is dialed again";
  EXPECT_EQ(Events(), "DialFailed PeerConnected PeerDisconnected ");
  EXPECT_TRUE(lost.empty()) << "nobody named it";
}

TEST_F(Redial, WhatIsTriedIsNoConfiguredPeer) {
  std::vector<bool> configured;
  NodeOptions options;
  options.on_ready = [&configured](Peer& peer) { configured.push_back(peer.configured()); };
  const auto node = Make(std::move(options));
  node->Dial("127.0.0.1:1", dialer, world.host);
  const auto first = dialer.Succeed();
  node->Try("127.0.0.1:2", dialer, world.host, [](const Status&) {});
  const auto second = dialer.Succeed();
  EXPECT_EQ(configured, (std::vector<bool>{true, false}));
}

TEST_F(Redial, AConfiguredPeerThatIsTurnedAwayIsDialedWhenThatIsOver) {
  const auto node = Make();
  node->Ban(*IpAddress::Parse("127.0.0.1"), 10s, "a test");
  node->Dial("127.0.0.1:1", dialer, world.host);
  EXPECT_TRUE(dialer.attempts.empty());
  EXPECT_EQ(std::get<event::DialFailed>(events.back().body).retry_in, 10.0);
  Advance(9s);
  EXPECT_TRUE(dialer.attempts.empty());
  Advance(1s);
  EXPECT_EQ(dialer.attempts.size(), 1u);
}

TEST_F(Redial, WhatIsTriedIsNotDialedWhileItIsTurnedAway) {
  const auto node = Make();
  node->Ban(*IpAddress::Parse("127.0.0.1"), 10s, "a test");
  std::vector<std::string> ended;
  const auto tell = [&ended](const Status& why) { ended.push_back(why.Text()); };
  node->Try("127.0.0.1:1", dialer, world.host, tell);
  EXPECT_TRUE(ended.empty()) << "not from within Try";
  world.host.RunDue();
  EXPECT_EQ(ended, std::vector<std::string>{"its address is turned away"});
  EXPECT_TRUE(dialer.attempts.empty());
  Advance(10s);
  node->Try("127.0.0.1:1", dialer, world.host, tell);
  EXPECT_EQ(dialer.attempts.size(), 1u);
  node->Stop();
  dialer.attempts[0].failed(refused);
  EXPECT_EQ(ended.size(), 1u) << "a stopped node tells nothing";
}

TEST_F(Redial, AdmitsSoManyAndCountsThemOffWhenTheyGoEvenIfTheyNeverOpened) {
  NodeOptions options;
  options.limits.emplace().inbound = 2;
  const auto node = Make(std::move(options));
  LinkInfo link;
  link.inbound = true;
  auto first = node->Adopt(link, world.host);
  auto second = node->Adopt(link, world.host);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(node->peers(), 2u);
  const auto third = node->Adopt(link, world.host);
  EXPECT_EQ(third.status().Text(), "2 peers are connected to us, no more are taken");
  EXPECT_EQ(third.status().fault(), FaultClass::kLocal);
  (*first)->Open();
  (*first).reset();
  (*second).reset();
  EXPECT_EQ(node->peers(), 0u);
  EXPECT_TRUE(node->Adopt(link, world.host).ok());
}

TEST(RedialOfTheLab, AFailedIntroductionIsTold) {
  ManualClock clock;
  testing::World world(clock);
  const auto registry = testing::Registered(lab::RegisterWithIntroduction);
  const NetworkId network = world.router.AddNetwork("lab", "default");
  std::vector<std::string> names;
  const Subscription subscription =
      world.router.Subscribe([&](const Event& event) { names.emplace_back(NameOf(event.body)); });
  Node node(registry->Find("lab")->plan(), "default", network, world.router, clock, world.metrics, NodeOptions());
  FakeDialer dialer(world.host);
  node.Dial("127.0.0.1:1", dialer, world.host);
  const auto session = dialer.Succeed();
  session->Feed(Slice::Copy(*FromHex(lab::NoFrame(1))));
  world.host.RunDue();
  EXPECT_EQ(names, std::vector<std::string>{"DialFailed"});
}

}  // namespace
}  // namespace dragoman
