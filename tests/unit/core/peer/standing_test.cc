#include "core/peer/standing.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

using namespace std::chrono_literals;

class Standings : public ::testing::Test {
 protected:
  const Limits limits;
  Standing standing{limits};
  const IpAddress address = *IpAddress::Parse("192.0.2.7");
  Instant now = Instant(1s);
};

TEST_F(Standings, FallByHalfInTenMinutes) {
  EXPECT_FALSE(standing.Blame(address, 80, "lied", now));
  EXPECT_DOUBLE_EQ(standing.Score(address, now + 10min), 40);
  EXPECT_FALSE(standing.Blame(address, 50, "lied", now + 10min));
  EXPECT_DOUBLE_EQ(standing.Score(address, now + 10min), 90);
}

TEST_F(Standings, AtAHundredAnAddressIsTurnedAwayForAnHourWithTheReason) {
  standing.Blame(address, 80, "lied", now);
  EXPECT_TRUE(standing.Blame(address, 20, "lied again", now));
  EXPECT_EQ(standing.Find(address, now + 59min)->reason, "lied again");
  EXPECT_FALSE(standing.Find(address, now + 60min).has_value());
  EXPECT_FALSE(standing.Find(*IpAddress::Parse("192.0.2.8"), now).has_value());
  EXPECT_EQ(standing.TurnedAway(now).size(), 1u);
}

TEST_F(Standings, OneIpv6HostAnswersForItsWholeSubnet) {
  standing.Blame(*IpAddress::Parse("2001:db8::1"), 100, "lied", now);
  EXPECT_TRUE(standing.Find(*IpAddress::Parse("2001:db8::2"), now).has_value());
  EXPECT_FALSE(standing.Find(*IpAddress::Parse("2001:db8:0:1::2"), now).has_value());
}

TEST_F(Standings, ABanHoldsForItsTimeOrUntilAPardon) {
  standing.Ban(address, 24h, "too old", now);
  EXPECT_EQ(standing.Find(address, now + 23h)->reason, "too old");
  standing.Pardon(address);
  EXPECT_FALSE(standing.Find(address, now).has_value());
}

TEST_F(Standings, AnHourOfDiscouragementDoesNotShortenABan) {
  standing.Ban(address, 24h, "too old", now);
  EXPECT_TRUE(standing.Blame(address, 100, "lied", now));
  EXPECT_EQ(standing.Find(address, now + 23h)->reason, "too old");
}

TEST_F(Standings, AreBoundedAndForgetTheLeastFirst) {
  standing.Ban(address, 24h, "too old", now);
  IpAddress other = address;
  for (std::size_t i = 0; i < Standing::kMostAddresses + 100; ++i) {
    other.bytes[13] = static_cast<std::uint8_t>(i >> 16);
    other.bytes[14] = static_cast<std::uint8_t>(i >> 8);
    other.bytes[15] = static_cast<std::uint8_t>(i);
    other.bytes[12] = 10;
    standing.Blame(other, 20, "lied", now);
  }
  EXPECT_EQ(standing.size(), Standing::kMostAddresses);
  EXPECT_TRUE(standing.Find(address, now).has_value());
}

}  // namespace
}  // namespace dragoman
