// Twenty nodes that know one of them: after a while each has its links, no two of one group, and knows the others; the
// same seed gives the same run.
#include "core/session/manual_host.h"
#include "services/peers/peers_service.h"
#include "tests/unit/services/peers/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using namespace peers;

constexpr unsigned kNodes = 20;
constexpr std::size_t kTarget = 8;

class Town {
 public:
  explicit Town(std::uint64_t seed) : seed_(seed) {
    for (unsigned i = 0; i < kNodes; ++i) nodes_.push_back(MakeNode(i));
  }

  void Live(Duration time) {
    for (const Instant end = clock_.Now() + time; clock_.Now() < end; clock_.Advance(250ms)) {
      host_.RunDue();
      if (clock_.Now() >= next_talk_) Talk();
    }
  }
  // A node's end, and its links'.
  void Kill(unsigned number) {
    Node& node = *nodes_[number];
    node.alive = false;
    node.service->Stop();
    while (!node.links.empty()) Unlink(number, *node.links.begin());
    for (unsigned other = 0; other < kNodes; ++other) {
      if (nodes_[other]->links.contains(number)) Unlink(other, number);
    }
  }
  // Sentences of what is wrong.
  std::vector<std::string> Complaints() const {
    std::vector<std::string> complaints = complaints_;
    for (unsigned i = 0; i < kNodes; ++i) {
      if (!nodes_[i]->alive) continue;
      const Info info = nodes_[i]->service->GetInfo();
      if (nodes_[i]->links.size() != info.outbound) complaints.push_back("node " + std::to_string(i) + " counts wrongly");
      if (nodes_[i]->links.size() < kTarget) {
        complaints.push_back("node " + std::to_string(i) + " has only " + std::to_string(nodes_[i]->links.size()));
      }
    }
    return complaints;
  }
  std::size_t known(unsigned node) const { return nodes_[node]->service->GetInfo().known; }
  const std::string& trace() const { return trace_; }
  std::size_t feelers() const { return feelers_; }

 private:
  struct Node {
    Endpoint endpoint;
    NetworkId network{};
    std::unique_ptr<PeersService> service;
    std::map<unsigned, PeersHands::Ended> links;  // that it dialed, by node
    bool alive = true;
  };

  // Two of each group.
  static Endpoint EndpointOf(unsigned number) {
    Endpoint endpoint = NodeAt(number / 2);
    endpoint.ip.bytes[15] = static_cast<std::uint8_t>(1 + number % 2);
    return endpoint;
  }
  std::unique_ptr<Node> MakeNode(unsigned number) {
    auto node = std::make_unique<Node>();
    node->endpoint = EndpointOf(number);
    node->network = router_.AddNetwork("chia", "node" + std::to_string(number));
    PeersOptions options;
    options.outbound = kTarget;
    options.dns = {"seeder.test"};
    options.default_port = 8444;
    options.seed = seed_ * 1000 + number;
    node->service = std::make_unique<PeersService>(router_, node->network, clock_, options);
    EXPECT_TRUE(node->service->Start().ok());
    PeersHands hands;
    hands.dial = [this, number](const std::string& address, Purpose purpose, PeersHands::Ended ended) {
      trace_ += std::to_string(number) + " dials " + address + ' ' + std::string(Name(purpose)) + '\n';
      feelers_ += purpose == Purpose::kFeeler ? 1 : 0;
      host_.After(50ms, [this, number, address, ended = std::move(ended)] { Arrive(number, address, ended); });
    };
    hands.resolve = [](const std::string&, PeersHands::Found found) { found(std::vector<IpAddress>{EndpointOf(0).ip}); };
    node->service->Run(host_, std::move(hands));
    return node;
  }
  template <class Request, class Reply>
  Reply Ask(unsigned node, const CallName<Request, Reply>& call, const Request& request) {
    std::optional<Result<Reply>> reply;
    router_.Call<Request, Reply>(nodes_[node]->network, call, request, [&](Result<Reply> r) { reply = std::move(r); });
    return **reply;
  }
  Address Addressed(unsigned node) const {
    return Address{nodes_[node]->endpoint.ip.ToString(), nodes_[node]->endpoint.port, clock_.WallNanos() / 1'000'000'000};
  }
  void Arrive(unsigned from, const std::string& address, const PeersHands::Ended& ended) {
    unsigned to = 0;
    while (to < kNodes && nodes_[to]->endpoint.ToString() != address) ++to;
    if (to == kNodes || !nodes_[to]->alive || !nodes_[from]->alive) return ended(Status(Code::kUnreachable, "nobody"));
    if (to == from) {
      Ask(from, kOurs, Addressed(from));
      return ended(Status(Code::kClosed, "it is this node itself"));
    }
    const bool stay = Ask(from, kMet, Met{Addressed(to), true}).stay;
    Told told;
    told.addresses = {Addressed(from)};
    told.by = told.addresses[0].host;
    told.first_hand = true;
    Ask(to, kLearn, told);
    if (!stay) return ended(Status(Code::kClosed, "not to stay"));
    for (const auto& [other, end] : nodes_[from]->links) {
      if (other / 2 == to / 2) complaints_.push_back("two of one group: " + std::to_string(from) + " and " + address);
    }
    nodes_[from]->links[to] = ended;
    Gossip(from, to);
  }
  void Gossip(unsigned asker, unsigned teller) {
    Told told;
    told.addresses = Ask(teller, kSample, SampleQuery{});
    told.by = nodes_[teller]->endpoint.ip.ToString();
    Ask(asker, kLearn, told);
  }
  void Talk() {
    next_talk_ = clock_.Now() + 60s;
    for (unsigned i = 0; i < kNodes; ++i) {
      for (const auto& [other, end] : nodes_[i]->links) Gossip(i, other);
    }
  }
  void Unlink(unsigned from, unsigned to) { Unlink(from, *nodes_[from]->links.find(to)); }
  void Unlink(unsigned from, const std::pair<const unsigned, PeersHands::Ended>& link) {
    const unsigned to = link.first;
    const PeersHands::Ended ended = link.second;
    nodes_[from]->links.erase(to);
    Ask(from, kLeft, Met{Addressed(to), true});
    ended(Status(Code::kLost, "gone"));
  }

  const std::uint64_t seed_;
  ManualClock clock_;
  ManualHost host_{clock_};
  Router router_{clock_};
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<std::string> complaints_;
  std::string trace_;
  std::size_t feelers_ = 0;
  Instant next_talk_{};
};

TEST(Gossip, TwentyNodesFindEachOtherWithoutTwoLinksIntoOneGroup) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Town town(seed);
    town.Live(2h);
    EXPECT_EQ(town.Complaints(), std::vector<std::string>()) << "seed " << seed;
    for (unsigned i = 0; i < kNodes; ++i) EXPECT_GE(town.known(i), kNodes - 1) << "seed " << seed;
    EXPECT_GT(town.feelers(), 100u);
  }
}

TEST(Gossip, NodesThatEndAreReplaced) {
  Town town(9);
  town.Live(1h);
  town.Kill(3);
  town.Live(2h);
  EXPECT_EQ(town.Complaints(), std::vector<std::string>());
}

TEST(Gossip, TheSameSeedGivesTheSameRun) {
  Town one(4);
  Town two(4);
  Town other(5);
  one.Live(1h);
  two.Live(1h);
  other.Live(1h);
  EXPECT_EQ(one.trace(), two.trace());
  EXPECT_NE(one.trace(), other.trace());
}

}  // namespace
}  // namespace dragoman
