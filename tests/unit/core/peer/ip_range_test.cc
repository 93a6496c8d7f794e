#include "core/peer/ip_range.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(IpAddresses, AreReadFromNumbersOnly) {
  EXPECT_EQ(IpAddress::Parse("192.0.2.7")->ToString(), "192.0.2.7");
  EXPECT_EQ(IpAddress::Parse("::ffff:192.0.2.7"), IpAddress::Parse("192.0.2.7"));
  EXPECT_EQ(IpAddress::Parse("2001:DB8::1")->ToString(), "2001:db8::1");
  EXPECT_FALSE(IpAddress::Parse("localhost").has_value());
  EXPECT_FALSE(IpAddress::Parse("192.0.2").has_value());
  EXPECT_FALSE(IpAddress::Parse("").has_value());
}

TEST(IpAddresses, KnowLoopbackOfBothKinds) {
  EXPECT_TRUE(IpAddress::Parse("127.9.9.9")->is_loopback());
  EXPECT_TRUE(IpAddress::Parse("::1")->is_loopback());
  EXPECT_FALSE(IpAddress::Parse("128.0.0.1")->is_loopback());
}

TEST(IpAddresses, StandInFrontOfAPort) {
  EXPECT_EQ(HostOf("192.0.2.7:80"), "192.0.2.7");
  EXPECT_EQ(HostOf("[2001:db8::1]:80"), "2001:db8::1");
}

TEST(IpRanges, ContainWhatSharesTheirBits) {
  const IpRange range = IpRange::Of("192.0.2.128/25");
  EXPECT_TRUE(range.Contains(*IpAddress::Parse("192.0.2.255")));
  EXPECT_FALSE(range.Contains(*IpAddress::Parse("192.0.2.127")));
  EXPECT_TRUE(IpRange::Of("0.0.0.0/0").Contains(*IpAddress::Parse("8.8.8.8")));
  EXPECT_FALSE(IpRange::Of("0.0.0.0/0").Contains(*IpAddress::Parse("2001:db8::1")));
  EXPECT_TRUE(IpRange::Of("2001:db8::/33").Contains(*IpAddress::Parse("2001:db8:7fff::1")));
  EXPECT_FALSE(IpRange::Of("2001:db8::/33").Contains(*IpAddress::Parse("2001:db8:8000::1")));
  EXPECT_FALSE(IpRange::Of("127.0.0.1").Contains(*IpAddress::Parse("127.0.0.2")));
}

TEST(IpRanges, PrintAsTheyAreWritten) {
  for (const char* text : {"192.0.2.0/24", "192.0.2.1", "2001:db8::/48", "::1", "0.0.0.0/0"}) {
    EXPECT_EQ(IpRange::Of(text).ToString(), text);
  }
  EXPECT_EQ(IpRange::Of("192.0.2.77/24").ToString(), "192.0.2.0/24");
}

TEST(IpRanges, SayWhatIsWrongWithThem) {
  EXPECT_EQ(IpRange::Parse("home").status().Text(), "\"home\" is no IP address, nor a range like 192.0.2.0/24");
  EXPECT_EQ(IpRange::Parse("192.0.2.0/33").status().Text(),
            "\"192.0.2.0/33\": the number behind the slash goes from 0 to 32");
  EXPECT_FALSE(IpRange::Parse("::/129").ok());
  EXPECT_FALSE(IpRange::Parse("::/-1").ok());
  EXPECT_FALSE(IpRange::Parse("::/").ok());
}

TEST(IpRanges, GroupANetworksAddresses) {
  EXPECT_EQ(Netgroup(*IpAddress::Parse("192.0.2.7")).ToString(), "192.0.2.0/24");
  EXPECT_EQ(Netgroup(*IpAddress::Parse("2001:db8:1:2::3")).ToString(), "2001:db8:1::/48");
  EXPECT_EQ(Culprit(*IpAddress::Parse("192.0.2.7")).ToString(), "192.0.2.7");
  EXPECT_EQ(Culprit(*IpAddress::Parse("2001:db8:1:2::3")).ToString(), "2001:db8:1:2::/64");
}

}  // namespace
}  // namespace dragoman
