#include "tests/session/chia/stage.h"

#include <gtest/gtest.h>

#include "apps/dragoman/websocket_rules.h"
#include "dialects/dialects.h"

namespace dragoman::chia::live {
namespace {

constexpr const char* kNetwork = "simulator0";
constexpr const char* kHost = "127.0.0.1";
constexpr std::uint16_t kPort = 58444;
// When the sessions were recorded.
constexpr std::int64_t kRecorded = 1'795'276'160;

PeersOptions BookOf(const Dialect& dialect) {
  PeersOptions options;
  options.default_port = dialect.FindNetwork(kNetwork)->port;
  options.seed = 2;  // none of the addresses of peers-exchange falls on another's place in the book
  return options;
}

}  // namespace

std::int64_t Stage::WallClock::WallNanos() const {
  return kRecorded * 1'000'000'000 + steady_.Now().time_since_epoch().count();
}

Stage::Stage(const Plan& plan)
    : registry_(testing::Registered(chia::Register)),
      dialect_(testing::Chosen(*registry_, "chia")),
      router_(clock_),
      network_id_(router_.AddNetwork(dialect_.family(), kNetwork)),
      chain_(router_, network_id_, *dialect_.chain_format(), kNetwork, shelf_, executor_, clock_),
      pool_(router_, network_id_, *dialect_.chain_format(), clock_),
      peers_(router_, network_id_, clock_, BookOf(dialect_)),
      node_(dialect_.plan(), kNetwork, network_id_, router_, clock_, metrics_, OptionsOf(plan)),
      network_(host_, 1) {
  host_.AlsoRun([this] { return executor_.RunAll(); });
  EXPECT_TRUE(chain_.Start().ok());
  EXPECT_TRUE(pool_.Start().ok());
  EXPECT_TRUE(peers_.Start().ok());
  PeersHands hands;
  hands.dial = [](const std::string& address, peers::Purpose, PeersHands::Ended) { ADD_FAILURE() << "dials " << address; };
  hands.allowed = [this](const IpAddress& ip) { return !node_.standing().Find(ip, clock_.Now()).has_value(); };
  peers_.Run(host_, std::move(hands));
  for (const Slice& raw : plan.blocks) {
    const Result<chain::Accepted> accepted = chain_.Accept(raw, "");
    EXPECT_TRUE(accepted.ok()) << accepted.status().ToString();
  }
  const WebSocketRule& rule = dialect_.websocket();
  Adopt adopt = [this](LinkInfo link, Host& host) { return node_.Adopt(std::move(link), host); };
  EXPECT_TRUE(network_.Listen(std::string(kHost) + ':' + std::to_string(kPort), host_,
                              AcceptWebSocket(OptionsFor(rule), InTheirWords(std::move(adopt), rule.turned_away))).ok());
  node_.ListensOn(kPort);
  EXPECT_TRUE(host_.RunUntilIdle());
}

Stage::~Stage() { node_.Stop(); }

NodeOptions Stage::OptionsOf(const Plan& plan) {
  NodeOptions options;
  options.agent = "dragoman";
  options.settings = plan.settings;
  options.executor = &executor_;
  options.secret = 1;
  return options;
}

void Stage::Come(WirePeer& peer, const std::string& from) {
  dialers_.push_back(network_.DialerOf(from, host_));
  dialers_.back()->DialStream(std::string(kHost) + ':' + std::to_string(kPort), peer.Make(),
                              [](const Status& why) { ADD_FAILURE() << why.ToString(); });
  EXPECT_TRUE(host_.RunUntilIdle());
}

void Stage::Visit(WirePeer& peer, const std::string& address) {
  ASSERT_TRUE(network_.Listen(address, host_, peer.Make()).ok());
  dialers_.push_back(network_.DialerOf(kHost, host_));
  auto options = OptionsFor(dialect_.websocket());
  options->ping_every = dialect_.websocket().ping_every;
  websocket_ = std::make_unique<WebSocketDialer>(*dialers_.back(), std::move(options));
  node_.Dial(address, *websocket_, host_);
  EXPECT_TRUE(host_.RunUntilIdle());
}

Slice Stage::Block(std::int64_t below) {
  Slice raw;
  router_.Call<chain::BlockQuery, chain::StoredBlock>(
      network_id_, chain::kBlock, chain::ByHeight(static_cast<std::uint32_t>(chain_.tip().height - below)),
      [&raw](const Result<chain::StoredBlock>& block) {
        ASSERT_TRUE(block.ok()) << block.status().ToString();
        raw = block->raw;
      });
  EXPECT_TRUE(host_.RunUntilIdle());
  return raw;
}

std::string Stage::Ends() const {
  std::string text;
  for (const RecentEnds::End& end : node_.RecentlyGone()) text += end.reason + "; ";
  return text;
}

}  // namespace dragoman::chia::live
