#include "transports/tcp/address.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Address, ReadsWhatPeopleWrite) {
  for (const char* text : {"127.0.0.1:8444", "[::1]:8444", "node.example:0", "localhost:65535"}) {
    const Result<Address> address = ParseAddress(text);
    ASSERT_TRUE(address.ok()) << address.status().ToString();
    EXPECT_EQ(Format(*address), text);
  }
  EXPECT_EQ(ParseAddress("[fe80::1]:7")->host, "fe80::1");
  EXPECT_EQ(ParseAddress("[fe80::1]:7")->port, 7);
}

std::string Fault(std::string_view text) { return ParseAddress(text).status().Text(); }

TEST(Address, SaysWhatIsWrong) {
  EXPECT_EQ(Fault("127.0.0.1"), "\"127.0.0.1\" is no address: the port is missing");
  EXPECT_EQ(Fault("127.0.0.1:"), "\"127.0.0.1:\" is no address: the port is missing");
  EXPECT_EQ(Fault(":80"), "\":80\" is no address: the host is missing");
  EXPECT_EQ(Fault("::1"), "\"::1\" is no address: an IPv6 address stands in brackets");
  EXPECT_EQ(Fault("[::1"), "\"[::1\" is no address: the bracket is never closed");
  EXPECT_EQ(Fault("[::1]"), "\"[::1]\" is no address: the port is missing");
  EXPECT_EQ(Fault("[::1]80"), "\"[::1]80\" is no address: the port is missing");
  EXPECT_EQ(Fault("[a]:80"), "\"[a]:80\" is no address: brackets are for IPv6 addresses");
  for (const char* port : {"65536", "-1", "8x", " 80", "99999999999999999999"}) {
    EXPECT_EQ(
        Fault(std::string("a:") + port),
        std::string("\"a:") + port + "\" is no address: the port is not a number from 0 to 65535");
  }
  EXPECT_EQ(ParseAddress("").status().code(), Code::kUsage);
  EXPECT_EQ(ParseAddress("x").status().hint(),
            "Write HOST:PORT, for example 127.0.0.1:8444 or [::1]:8444.");
}

}  // namespace
}  // namespace dragoman
