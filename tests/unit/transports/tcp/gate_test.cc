// Who makes room while connections are opening, and who is not taken.
#include "transports/tcp/gate.h"

#include <gtest/gtest.h>

namespace dragoman::tcp {
namespace {

using std::chrono::milliseconds;

constexpr Instant kStart = Instant(std::chrono::hours(1));

class OpeningConnections : public ::testing::Test {
 protected:
  // Comes, as a connection does; false if it is not taken.
  bool Come(Gate& gate, const std::string& host, Instant now) {
    const std::string remote = host + ":4000";
    if (!gate.Admit(remote, now).ok()) return false;
    const auto place = std::make_shared<Gate::Place>();
    *place = gate.Enter({remote, now, [this, &gate, place, remote](const Status& why) {
                           gone_.push_back(remote + " " + why.Text());
                           gate.Leave(*place);
                         }});
    last_ = *place;
    return true;
  }
  ListenOptions Options(std::size_t most, std::size_t per_netgroup = 1000) {
    ListenOptions options;
    options.most_opening = most;
    options.per_netgroup = per_netgroup;
    options.exempt = {IpRange::Of("127.0.0.1")};
    options.refused = [this](const std::string& remote, const Status&) { refused_.push_back(remote); };
    return options;
  }

  std::vector<std::string> gone_;
  std::vector<std::string> refused_;
  Gate::Place last_;
  int room_ = 0;
};

TEST_F(OpeningConnections, TheOldestMakesRoomOnceItHadASecond) {
  Gate gate(Options(3), [this] { ++room_; });
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(gate.RoomFrom(), Instant());
    ASSERT_TRUE(Come(gate, "192.0." + std::to_string(i) + ".1", kStart + milliseconds(i)));
  }
  EXPECT_EQ(gate.RoomFrom(), kStart + Gate::kFairChance);
  ASSERT_TRUE(Come(gate, "198.51.100.1", kStart + Gate::kFairChance));
  EXPECT_EQ(gone_, std::vector<std::string>{"192.0.0.1:4000 made room: 3 connections had not finished their opening"});
  EXPECT_EQ(gate.size(), 3u);
  EXPECT_EQ(gate.RoomFrom(), kStart + milliseconds(1) + Gate::kFairChance);
}

TEST_F(OpeningConnections, OneNetgroupHasItsShareAndItsOwnOldestMakesRoom) {
  Gate gate(Options(100, 2), [] {});
  EXPECT_TRUE(Come(gate, "192.0.2.1", kStart));
  EXPECT_TRUE(Come(gate, "192.0.2.2", kStart));
  EXPECT_FALSE(Come(gate, "192.0.2.3", kStart + milliseconds(999)));
  EXPECT_EQ(refused_, std::vector<std::string>{"192.0.2.3:4000"});
  EXPECT_TRUE(Come(gate, "192.0.3.1", kStart + milliseconds(999)));
  EXPECT_TRUE(gone_.empty());
  EXPECT_TRUE(Come(gate, "192.0.2.3", kStart + Gate::kFairChance));
  EXPECT_EQ(gone_, std::vector<std::string>{
                       "192.0.2.1:4000 made room: 2 connections of its netgroup had not finished their opening"});
  EXPECT_EQ(gate.size(), 3u);
}

TEST_F(OpeningConnections, LimitsOfNoneAreKeptToo) {
  Gate none(Options(4, 0), [] {});
  EXPECT_TRUE(Come(none, "127.0.0.1", kStart));
  EXPECT_FALSE(Come(none, "192.0.2.1", kStart));
  Gate one(Options(0), [] {});
  EXPECT_EQ(one.RoomFrom(), Instant());
  EXPECT_TRUE(Come(one, "192.0.2.1", kStart));
  EXPECT_EQ(one.RoomFrom(), kStart + Gate::kFairChance);
}

TEST_F(OpeningConnections, ExemptAddressesHaveNoShareButMakeRoom) {
  Gate gate(Options(4, 1), [] {});
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(Come(gate, "127.0.0.1", kStart));
  EXPECT_TRUE(refused_.empty());
  EXPECT_TRUE(Come(gate, "127.0.0.1", kStart + Gate::kFairChance));
  EXPECT_EQ(gone_.size(), 1u);
}

TEST_F(OpeningConnections, WhoeverLeavesIsNoLongerCounted) {
  Gate gate(Options(4, 1), [this] { ++room_; });
  ASSERT_TRUE(Come(gate, "192.0.2.1", kStart));
  ASSERT_FALSE(Come(gate, "192.0.2.1", kStart));
  gate.Leave(last_);
  EXPECT_EQ(room_, 1);
  EXPECT_TRUE(Come(gate, "192.0.2.1", kStart));
}

}  // namespace
}  // namespace dragoman::tcp
