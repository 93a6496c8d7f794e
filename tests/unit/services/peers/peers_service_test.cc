// peers.* on the router, what the service does with the time, and what it keeps.
#include "services/peers/peers_service.h"

#include "core/session/manual_host.h"
#include "tests/unit/services/peers/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using namespace peers;

struct Home {
  explicit Home(PeersOptions options = {}, BookShelf* shelf = nullptr)
      : network(router.AddNetwork("chia", "mainnet")), service(router, network, clock, Seeded(std::move(options)), shelf) {
    EXPECT_TRUE(service.Start().ok());
  }
  static PeersOptions Seeded(PeersOptions options) {
    if (!options.seed.has_value()) options.seed = 1;
    return options;
  }
  void Run() {
    PeersHands hands;
    hands.dial = [this](const std::string& address, Purpose purpose, PeersHands::Ended ended) {
      dials.push_back(std::string(Name(purpose)) + ' ' + address);
      ends.push_back(std::move(ended));
    };
    hands.resolve = [this](const std::string& server, PeersHands::Found found) {
      asked.push_back(server);
      finds.push_back(std::move(found));
    };
    hands.allowed = [this](const IpAddress& ip) { return !banned.contains(ip); };
    service.Run(host, std::move(hands));
  }
  void Advance(Duration time) {
    for (const Instant end = clock.Now() + time;;) {
      host.RunDue();
      const Instant next = std::min(host.NextTimer(), end);
      if (next > clock.Now()) clock.Advance(next - clock.Now());
      if (clock.Now() >= end) break;
    }
    host.RunDue();
  }
  template <class Request, class Reply>
  Reply Ask(const CallName<Request, Reply>& call, const Request& request) {
    std::optional<Result<Reply>> reply;
    router.Call<Request, Reply>(network, call, request, [&](Result<Reply> r) { reply = std::move(r); });
    return **reply;
  }
  std::int64_t Unix() const { return clock.WallNanos() / 1'000'000'000; }
  Address Addressed(const Endpoint& endpoint) const { return Address{endpoint.ip.ToString(), endpoint.port, Unix()}; }
  void Learn(const Endpoint& endpoint, std::string by = "9.9.9.9") {
    Told told;
    told.addresses = {Addressed(endpoint)};
    told.by = std::move(by);
    Ask(kLearn, told);
  }
  bool Meet(std::string_view endpoint, bool dialed = true) {
    return Ask(kMet, Met{Addressed(At(endpoint)), dialed}).stay;
  }
  Info Look() { return Ask(kInfo, peers::Nothing{}); }

  ManualClock clock;
  ManualHost host{clock};
  Router router{clock};
  const NetworkId network;
  PeersService service;
  std::vector<std::string> dials;
  std::vector<PeersHands::Ended> ends;
  std::vector<std::string> asked;
  std::vector<PeersHands::Found> finds;
  std::set<IpAddress> banned;
};

PeersOptions Wanting(std::size_t outbound) {
  PeersOptions options;
  options.outbound = outbound;
  options.default_port = 8444;
  return options;
}

TEST(PeersService, TellsAShareOfWhatItLearned) {
  Home home;
  for (unsigned i = 0; i < 100; ++i) home.Learn(NodeAt(i), NodeAt(i + 5000).ip.ToString());
  EXPECT_EQ(home.Look().known, 100u);
  const Sample sample = home.Ask(kSample, SampleQuery{});
  ASSERT_EQ(sample.size(), 23u);
  EXPECT_EQ(sample[0].seen, home.Unix() - 7200) << "hearsay";
  EXPECT_EQ(sample[0].port, 8444);
}

TEST(PeersService, WhatWasToldFirstHandIsBelieved) {
  Home home;
  Told told;
  told.addresses = {home.Addressed(NodeAt(1))};
  told.by = NodeAt(1).ip.ToString();
  told.first_hand = true;
  home.Ask(kLearn, told);
  EXPECT_EQ(home.Ask(kSample, SampleQuery{}).at(0).seen, home.Unix());
}

TEST(PeersService, HostsThatAreNoAddressesAreNotTaken) {
  Home home;
  Told told;
  told.addresses = {Address{"example.org", 8444, home.Unix()}, Address{"127.0.0.1", 8444, home.Unix()}};
  home.Ask(kLearn, told);
  EXPECT_EQ(home.Look().known, 0u);
  EXPECT_TRUE(home.Ask(kMet, Met{Address{"somebody", 1, 0}, true}).stay) << "in memory hosts have names";
}

TEST(PeersService, DialsNobodyUnlessAsked) {
  Home home(Wanting(0));
  home.Run();
  for (unsigned i = 0; i < 20; ++i) home.Learn(NodeAt(i));
  home.Advance(2h);
  EXPECT_TRUE(home.dials.empty());
  EXPECT_TRUE(home.asked.empty());
}

TEST(PeersService, DialsWhatItKnowsAndCountsLinks) {
  Home home(Wanting(2));
  home.Learn(NodeAt(1));
  home.Run();
  ASSERT_EQ(home.dials, std::vector<std::string>{"outbound 1.1.0.1:8444"});
  EXPECT_EQ(home.Look().dialing, 1u);
  EXPECT_TRUE(home.Meet("1.1.0.1:8444"));
  EXPECT_EQ(home.Look().outbound, 1u);
  EXPECT_EQ(home.Look().tried, 1u);
  EXPECT_TRUE(home.Meet("7.7.7.7:5000", false));
  EXPECT_EQ(home.Look().inbound, 1u);
  home.ends[0](Status(Code::kLost, "gone"));
  home.Ask(kLeft, Met{home.Addressed(NodeAt(1)), true});
  EXPECT_EQ(home.Look().outbound, 0u);
  home.Advance(29min);
  EXPECT_EQ(home.dials.size(), 1u);
  home.Advance(2min);
  EXPECT_EQ(home.dials.size(), 2u);
}

TEST(PeersService, BannedOnesAreNotDialed) {
  Home home(Wanting(2));
  home.Learn(NodeAt(1));
  home.banned.insert(NodeAt(1).ip);
  home.Run();
  home.Advance(1h);
  EXPECT_TRUE(home.dials.empty());
}

TEST(PeersService, WithoutAddressesItAsksServersThenTheIntroducerAndWaitsLongerEachTime) {
  PeersOptions options = Wanting(2);
  options.dns = {"seeder.test"};
  options.introducer = "introducer.test:8444";
  Home home(options);
  home.Run();
  EXPECT_TRUE(home.asked.empty());
  home.Advance(1s);
  ASSERT_EQ(home.asked, std::vector<std::string>{"seeder.test"});
  home.finds[0](Status(Code::kUnreachable, "no such name"));
  home.Advance(1999ms);
  EXPECT_TRUE(home.dials.empty());
  home.Advance(1ms);
  ASSERT_EQ(home.dials, std::vector<std::string>{"introducer introducer.test:8444"});
  home.ends[0](Status(Code::kUnreachable, "refused"));
  home.Advance(4s);
  EXPECT_EQ(home.asked.size(), 2u);
}

TEST(PeersService, WhatAServerFindsIsDialedAtTheDefaultPort) {
  PeersOptions options = Wanting(2);
  options.dns = {"seeder.test"};
  Home home(options);
  home.Run();
  home.Advance(1s);
  home.finds[0](std::vector<IpAddress>{Ip("5.6.7.8"), Ip("127.0.0.1")});
  home.Advance(1s);
  EXPECT_EQ(home.dials, std::vector<std::string>{"outbound 5.6.7.8:8444"});
  EXPECT_EQ(home.Look().known, 1u);
  EXPECT_TRUE(home.Ask(kSample, SampleQuery{}).empty()) << "nobody has seen it yet";
}

TEST(PeersService, AServerThatNeverAnswersDoesNotStopIt) {
  PeersOptions options = Wanting(2);
  options.dns = {"seeder.test"};
  Home home(options);
  home.Run();
  home.Advance(76s);
  home.Advance(2s);
  EXPECT_EQ(home.asked.size(), 2u);
  home.finds[0](std::vector<IpAddress>{Ip("5.6.7.8")});
  home.Advance(70s);
  EXPECT_EQ(home.dials.size(), 0u) << "one question at a time";
  home.Advance(5s);
  EXPECT_EQ(home.dials.size(), 1u) << "late, but not lost";
}

TEST(PeersService, StoppedItDialsNobody) {
  Home home(Wanting(2));
  home.Run();
  home.service.Stop();
  home.Learn(NodeAt(1));
  home.Advance(1h);
  EXPECT_TRUE(home.dials.empty());
}

TEST(PeersService, AFeelerIsToldToGo) {
  Home home(Wanting(1));
  home.Learn(NodeAt(1), "8.8.8.8");
  home.Run();
  EXPECT_TRUE(home.Meet("1.1.0.1:8444"));
  home.Learn(NodeAt(2), "7.7.7.7");
  home.Advance(1h);
  ASSERT_GE(home.dials.size(), 2u);
  EXPECT_EQ(home.dials[1], "feeler 1.2.0.1:8444");
  EXPECT_FALSE(home.Meet("1.2.0.1:8444"));
  EXPECT_EQ(home.Look().outbound, 1u);
  EXPECT_EQ(home.Look().tried, 2u);
}

TEST(PeersService, OurOwnAddressIsNotDialedAgain) {
  Home home(Wanting(2));
  home.Learn(NodeAt(1));
  home.Run();
  ASSERT_EQ(home.dials.size(), 1u);
  home.Ask(kOurs, home.Addressed(NodeAt(1)));
  home.ends[0](Status(Code::kClosed, "it is this node itself"));
  home.Advance(3h);
  EXPECT_EQ(home.dials.size(), 1u);
}

TEST(PeersService, WhoIsHeardIsSeen) {
  Home home;
  Told told;
  told.addresses = {home.Addressed(NodeAt(1))};
  told.addresses[0].seen = home.Unix() - 29 * kDay;
  told.by = "9.9.9.9";
  home.Ask(kLearn, told);
  home.Advance(24h * 2);
  EXPECT_TRUE(home.Ask(kSample, SampleQuery{}).empty());
  home.Ask(kHeard, home.Addressed(NodeAt(1)));
  EXPECT_EQ(home.Ask(kSample, SampleQuery{}).at(0).seen, home.Unix());
}

TEST(PeersService, SavesTheBookInTimeAndFindsItAgain) {
  MemoryBook shelf;
  {
    Home home(Wanting(2), &shelf);
    home.Run();
    for (unsigned i = 0; i < 30; ++i) home.Learn(NodeAt(i), NodeAt(i + 5000).ip.ToString());
    home.Advance(15min - 1s);
    EXPECT_TRUE(shelf.notes.empty());
    home.Advance(15min + 1s);
    EXPECT_EQ(shelf.notes.size(), 30u);
  }
  Home again({}, &shelf);
  EXPECT_EQ(again.Look().known, 30u);
}

TEST(PeersService, TheBookHasOneSecretForGood) {
  MemoryBook shelf;
  PeersOptions options;
  options.seed = 5;
  Home home(options, &shelf);
  const std::string kept = shelf.secret;
  EXPECT_EQ(kept.size(), 64u);
  options.seed = 6;
  Home again(options, &shelf);
  EXPECT_EQ(shelf.secret, kept);
}

TEST(PeersService, AfterARestartTheAnchorsAreDialedFirst) {
  MemoryBook shelf;
  std::vector<std::string> before;
  {
    Home home(Wanting(4), &shelf);
    home.Run();
    for (unsigned i = 0; i < 50; ++i) home.Learn(NodeAt(i), NodeAt(i + 5000).ip.ToString());
    for (std::size_t met = 0; met < 4;) {
      home.Advance(100ms);
      for (; met < home.dials.size() && met < 4; ++met) {
        EXPECT_TRUE(home.Meet(home.dials[met].substr(9)));
      }
    }
    before = home.dials;
    home.service.Stop();
    for (const std::string& dial : before) home.Ask(kLeft, Met{home.Addressed(At(dial.substr(9))), true});
    EXPECT_TRUE(home.service.Save().ok());
  }
  PeersOptions options = Wanting(4);
  options.seed = 77;
  Home again(options, &shelf);
  again.Run();
  again.Advance(300ms);
  EXPECT_EQ(std::set<std::string>(again.dials.begin(), again.dials.begin() + 2),
            std::set<std::string>(before.begin(), before.begin() + 2));
}

TEST(PeersService, WhatDoesNotFitOnTheShelfIsSavedLater) {
  MemoryBook shelf;
  Home home({}, &shelf);
  for (unsigned i = 0; i < 30; ++i) home.Learn(NodeAt(i), NodeAt(i + 5000).ip.ToString());
  shelf.room = 10;
  EXPECT_EQ(home.service.Save().code(), Code::kOverload);
  EXPECT_EQ(shelf.notes.size(), 10u);
  shelf.room = 100;
  EXPECT_TRUE(home.service.Save().ok());
  EXPECT_EQ(shelf.notes.size(), 30u);
  EXPECT_EQ(shelf.room, 80u) << "nothing twice";
}

TEST(PeersService, TwoOfThemCannotServeOneNetwork) {
  Home home;
  PeersService second(home.router, home.network, home.clock, {});
  EXPECT_EQ(second.Start().code(), Code::kInternal);
}

}  // namespace
}  // namespace dragoman
