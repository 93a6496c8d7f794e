// A node that looks for peers itself: what its address book, its links and an introducer have to do with each other.
#include <gtest/gtest.h>

#include "core/session/manual_host.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/introducer.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/dialects.h"
#include "dragoman/testing.h"
#include "services/peers/peers_service.h"
#include "tests/session/chia/frames.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t kFullNode = 1;
constexpr std::uint8_t kIntroducer = 5;
constexpr std::uint8_t kWallet = 6;

class FoundPeers : public ::testing::Test, private Dialer {
 protected:
  FoundPeers() { Begin({}); }

  void Begin(PeersOptions options) {
    options.seed = 1;
    options.default_port = 8444;
    links_.clear();
    node_.reset();
    service_.reset();
    world_ = std::make_unique<testing::World>(clock_);
    network_ = world_->router.AddNetwork("chia", "mainnet");
    service_ = std::make_unique<PeersService>(world_->router, network_, clock_, options);
    ASSERT_TRUE(service_->Start().ok());
    NodeOptions node;
    node.agent = "dragoman";
    node_ = std::make_unique<Node>(registry_->Find("chia")->plan(), "mainnet", network_, world_->router, clock_,
                                   world_->metrics, std::move(node));
    PeersHands hands;
    hands.dial = [this](const std::string& address, peers::Purpose purpose, PeersHands::Ended ended) {
      dials_.push_back(std::string(peers::Name(purpose)) + ' ' + address);
      const Errand errand = purpose == peers::Purpose::kIntroducer ? Errand::kAddresses : Errand::kCompany;
      node_->Try(address, *this, world_->host, std::move(ended), errand);
    };
    hands.allowed = [this](const IpAddress& ip) { return !node_->standing().Find(ip, clock_.Now()).has_value(); };
    service_->Run(world_->host, std::move(hands));
  }
  void TearDown() override { links_.clear(); }

  // Everybody can be reached.
  void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) override {
    if (nobody_there_) return failed(Status(Code::kUnreachable, "connection refused"));
    LinkInfo link;
    link.remote = address;
    link.local = "10.0.0.1:50000";
    Result<std::unique_ptr<Session>> session = adopt(link, world_->host);
    ASSERT_TRUE(session.ok());
    (*session)->Open();
    links_[address] = std::move(*session);
  }
  void Come(const std::string& remote) {
    LinkInfo link;
    link.remote = remote;
    link.inbound = true;
    Result<std::unique_ptr<Session>> session = node_->Adopt(link, world_->host);
    ASSERT_TRUE(session.ok());
    (*session)->Open();
    links_[remote] = std::move(*session);
  }
  template <class M>
  void Tell(const std::string& address, const M& message) {
    links_.at(address)->Feed(FrameOf(message));
    world_->host.RunDue();
  }
  void ShakeHands(const std::string& address, std::uint8_t node_type = kFullNode) {
    Handshake words;
    words.network_id = "mainnet";
    words.protocol_version = "0.0.36";
    words.software_version = "2.7.5";
    words.server_port = 8444;
    words.node_type = node_type;
    words.capabilities = {{1, "1"}, {2, "1"}, {3, "1"}};
    Tell(address, words);
  }
  // What was sent there since the last call: message types, and whether with an id.
  std::vector<std::string> Heard(const std::string& address) {
    const ByteVector sent = TakeSent(*links_.at(address));
    std::vector<std::string> heard;
    for (std::size_t at = 0; at < sent.size();) {
      const FrameHeader header = *ReadFrameHeader(Bytes(sent).subspan(at));
      heard.push_back(std::to_string(header.type) + (header.id.has_value() ? " with id" : ""));
      at += header.size + header.body;
    }
    return heard;
  }
  void Advance(Duration time) {
    for (const Instant end = clock_.Now() + time; clock_.Now() < end;) {
      clock_.Advance(std::min<Duration>(250ms, end - clock_.Now()));
      world_->host.RunDue();
      for (auto& [address, session] : links_) session->Tick();
      world_->host.RunDue();
    }
  }
  void Learn(const std::string& host, std::string by = "9.9.9.9") {
    peers::Told told;
    told.addresses = {peers::Address{host, 8444, clock_.WallNanos() / 1'000'000'000}};
    told.by = std::move(by);
    world_->router.Call<peers::Told, peers::Nothing>(network_, peers::kLearn, told, [](const Result<peers::Nothing>&) {});
  }
  // "1000, ban 0: why", or "open".
  std::string End(const std::string& address) {
    const Session& session = *links_.at(address);
    if (!session.closing()) return "open";
    const Verdict* verdict = session.closed().why.verdict();
    if (verdict == nullptr) return "no verdict: " + session.closed().why.Text();
    return std::to_string(verdict->close_code) + ", ban " + std::to_string(verdict->ban_seconds) + ": " +
           session.closed().why.Text();
  }
  peers::Info Look() { return service_->GetInfo(); }
  static PeersOptions Wanting(std::size_t outbound) {
    PeersOptions options;
    options.outbound = outbound;
    return options;
  }

  ManualClock clock_;
  std::shared_ptr<const DialectRegistry> registry_ = testing::Registered(Register);
  std::unique_ptr<testing::World> world_;
  NetworkId network_{};
  std::unique_ptr<PeersService> service_;
  std::unique_ptr<Node> node_;
  std::map<std::string, std::unique_ptr<Session>> links_;
  std::vector<std::string> dials_;
  bool nobody_there_ = false;
};

TEST_F(FoundPeers, AFullNodeThatWasFoundStaysAndIsAskedForOthers) {
  Begin(Wanting(2));
  Learn("1.2.3.4");
  Advance(20s);
  ASSERT_EQ(dials_, std::vector<std::string>{"outbound 1.2.3.4:8444"});
  EXPECT_EQ(Look().outbound, 0u) << "no hands were shaken yet";
  ShakeHands("1.2.3.4:8444");
  EXPECT_EQ(Look().outbound, 1u);
  EXPECT_EQ(Look().tried, 1u);
  EXPECT_EQ(Heard("1.2.3.4:8444"), (std::vector<std::string>{"1", "43"}));
  EXPECT_EQ(End("1.2.3.4:8444"), "open");
  links_.at("1.2.3.4:8444")->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  world_->host.RunDue();
  EXPECT_EQ(Look().outbound, 0u);
}

TEST_F(FoundPeers, AFeelerIsSentAwayAfterTheHandshakeWithoutAFault) {
  Begin(Wanting(1));
  Learn("1.2.3.4", "9.9.9.9");
  Advance(20s);
  ShakeHands("1.2.3.4:8444");
  Learn("5.6.7.8", "8.8.8.8");
  while (dials_.size() < 2 && clock_.Now().time_since_epoch() < 2h) Advance(1s);
  ASSERT_EQ(dials_[1], "feeler 5.6.7.8:8444");
  ShakeHands("5.6.7.8:8444");
  EXPECT_EQ(Heard("5.6.7.8:8444"), std::vector<std::string>{"1"}) << "nothing but the handshake";
  EXPECT_EQ(End("5.6.7.8:8444"), "1000, ban 0: it answers, and we have peers enough");
  EXPECT_EQ(End("1.2.3.4:8444"), "open") << "although it is the same node, under another address";
  EXPECT_EQ(Look().outbound, 1u);
  EXPECT_EQ(Look().tried, 2u);
}

TEST_F(FoundPeers, OneThatIsNoFullNodeIsNotKept) {
  Begin(Wanting(2));
  Learn("1.2.3.4");
  Advance(20s);
  ShakeHands("1.2.3.4:8444", kWallet);
  EXPECT_EQ(End("1.2.3.4:8444"), "1000, ban 0: it is no full node");
  EXPECT_EQ(Look().outbound, 0u);
  EXPECT_EQ(Look().dialing, 0u);
}

TEST_F(FoundPeers, OneThatCannotBeReachedCountsAsFailed) {
  Begin(Wanting(2));
  nobody_there_ = true;
  Learn("1.2.3.4");
  Advance(60s);
  EXPECT_EQ(dials_.size(), 1u);
  EXPECT_EQ(Look().dialing, 0u);
}

TEST_F(FoundPeers, ABannedOneIsNotDialed) {
  Begin(Wanting(2));
  node_->Ban(*IpAddress::Parse("1.2.3.4"), 10min, "a test");
  Learn("1.2.3.4");
  Advance(60s);
  EXPECT_TRUE(dials_.empty());
  Advance(10min);
  EXPECT_EQ(dials_.size(), 1u);
}

TEST_F(FoundPeers, AnIntroducerIsAskedWithoutAnIdAndItsAddressesAreDialed) {
  PeersOptions options = Wanting(2);
  options.introducer = "4.4.4.4:8444";
  Begin(options);
  Advance(2s);
  ASSERT_EQ(dials_, std::vector<std::string>{"introducer 4.4.4.4:8444"});
  ShakeHands("4.4.4.4:8444", kIntroducer);
  EXPECT_EQ(Heard("4.4.4.4:8444"), (std::vector<std::string>{"1", "63"}));
  RespondPeersIntroducer told;
  std::vector<TimestampedPeerInfo> list(4);
  list[0].host = "1.2.3.4";
  list[0].port = 8444;
  list[1].host = "not.an.address";
  list[1].port = 8444;
  list[2].host = "5.6.7.8";
  list[2].port = 58444;  // of a test network
  list[3].host = "127.0.0.1";
  list[3].port = 8444;
  told.peer_list = list;
  Tell("4.4.4.4:8444", told);
  EXPECT_EQ(End("4.4.4.4:8444"), "1000, ban 0: the introducer has told whom it knows");
  EXPECT_EQ(Look().known, 1u);
  EXPECT_EQ(Look().outbound, 0u);
  Advance(1s);
  EXPECT_EQ(dials_.back(), "outbound 1.2.3.4:8444");
}

TEST_F(FoundPeers, AnIntroducerThatSaysNothingIsLeftAndAskedAgainLater) {
  PeersOptions options = Wanting(2);
  options.introducer = "4.4.4.4:8444";
  Begin(options);
  Advance(2s);
  ShakeHands("4.4.4.4:8444", kIntroducer);
  Advance(29s);
  EXPECT_EQ(End("4.4.4.4:8444"), "open");
  Advance(2s);
  EXPECT_EQ(End("4.4.4.4:8444"), "1000, ban 0: the introducer told nobody within 30 s");
  Advance(5s);
  EXPECT_EQ(dials_.size(), 2u);
}

TEST_F(FoundPeers, WhoWasDialedForCompanyAndSaysItIsAnIntroducerIsNotAsked) {
  Begin(Wanting(2));
  Learn("1.2.3.4");
  Advance(20s);
  ShakeHands("1.2.3.4:8444", kIntroducer);
  EXPECT_EQ(Heard("1.2.3.4:8444"), std::vector<std::string>{"1"});
  EXPECT_EQ(End("1.2.3.4:8444"), "1000, ban 0: it is no full node");
  EXPECT_EQ(Look().known, 1u);
}

TEST_F(FoundPeers, AFullNodeMayNotSpeakAsAnIntroducer) {
  Begin(Wanting(2));
  Learn("1.2.3.4");
  Advance(20s);
  ShakeHands("1.2.3.4:8444");
  Tell("1.2.3.4:8444", RespondPeersIntroducer());
  EXPECT_EQ(End("1.2.3.4:8444").substr(0, 12), "1002, ban 10");
}

TEST_F(FoundPeers, WhoComesToUsIsCountedAndLearnedButNotAsTried) {
  Come("7.7.7.7:51000");
  ShakeHands("7.7.7.7:51000");
  EXPECT_EQ(Look().inbound, 1u);
  EXPECT_EQ(Look().known, 1u);
  EXPECT_EQ(Look().tried, 0u);
  links_.at("7.7.7.7:51000")->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  world_->host.RunDue();
  EXPECT_EQ(Look().inbound, 0u);
}

TEST_F(FoundPeers, AWalletIsNoNeighbour) {
  Come("7.7.7.7:51000");
  ShakeHands("7.7.7.7:51000", kWallet);
  EXPECT_EQ(Look().inbound, 0u);
}

}  // namespace
}  // namespace dragoman::chia
