// Who may connect to our Hub how often, as its node decides it (wire/flowee.md 7.2).
#include <gtest/gtest.h>

#include "dialects/dialects.h"
#include "dragoman/testing.h"

namespace dragoman::flowee {
namespace {

using namespace std::chrono_literals;

class FloweeDoor : public ::testing::Test {
 protected:
  // Whether the node takes one more connection from there; it ends at once.
  bool Comes(const std::string& remote) {
    LinkInfo link;
    link.inbound = true;
    link.remote = remote;
    link.local = "192.0.2.1:1235";
    return station.node().Adopt(link, station.world().host).ok();
  }

  ManualClock clock;
  std::shared_ptr<const DialectRegistry> registry = testing::Registered(Register);
  testing::Station station{testing::Chosen(*registry, ""), {.network = "regtest"}, clock};
};

TEST_F(FloweeDoor, AnAddressMayComeTwiceInTenSecondsAndThenHasToWait) {
  EXPECT_TRUE(Comes("10.0.0.1:1"));
  EXPECT_TRUE(Comes("10.0.0.1:2"));
  EXPECT_FALSE(Comes("10.0.0.1:3"));
  EXPECT_TRUE(Comes("10.0.0.2:1"));
  clock.Advance(10s);
  EXPECT_TRUE(Comes("10.0.0.1:4"));
}

TEST_F(FloweeDoor, ARefusedConnectionDoesNotCount) {
  EXPECT_TRUE(Comes("10.0.0.1:1"));
  EXPECT_TRUE(Comes("10.0.0.1:2"));
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(Comes("10.0.0.1:3"));
  clock.Advance(10s);
  EXPECT_TRUE(Comes("10.0.0.1:4"));
}

TEST_F(FloweeDoor, LoopbackAndTheAddressItListensOnAreFreeOfThat) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(Comes("127.0.0.1:" + std::to_string(i + 1)));
    EXPECT_TRUE(Comes("192.0.2.1:" + std::to_string(i + 1)));
  }
}

}  // namespace
}  // namespace dragoman::flowee
