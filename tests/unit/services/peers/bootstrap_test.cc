#include "services/peers/bootstrap.h"

#include "tests/unit/services/peers/lab.h"

namespace dragoman::peers {
namespace {

std::string Place(const BootstrapStep& step) { return step.server.empty() ? step.introducer : step.server; }

TEST(Bootstrap, AsksEachServerOnceThenTheIntroducerThenAgain) {
  std::set<std::string> starts;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Dice dice(SecretOf(seed));
    Bootstrap bootstrap({"a", "b", "c"}, "introducer:8444", dice);
    std::vector<std::string> asked;
    for (int i = 0; i < 8; ++i) asked.push_back(Place(bootstrap.Next()));
    EXPECT_EQ(std::set<std::string>(asked.begin(), asked.begin() + 3), (std::set<std::string>{"a", "b", "c"}));
    EXPECT_EQ(asked[3], "introducer:8444");
    EXPECT_EQ(std::vector<std::string>(asked.begin() + 4, asked.end()),
              std::vector<std::string>(asked.begin(), asked.begin() + 4));
    starts.insert(asked[0]);
  }
  EXPECT_EQ(starts.size(), 3u) << "not always the same one first";
}

TEST(Bootstrap, WaitsTwiceAsLongEachTimeUntilItWasNotNeeded) {
  Dice dice(SecretOf(1));
  Bootstrap bootstrap({}, "introducer:8444", dice);
  std::vector<long> waits;
  for (int i = 0; i < 12; ++i) waits.push_back(bootstrap.Next().wait / std::chrono::seconds(1));
  EXPECT_EQ(waits, (std::vector<long>{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 512, 512}));
  bootstrap.Rest();
  EXPECT_EQ(bootstrap.Next().wait, std::chrono::seconds(1));
}

TEST(Bootstrap, WithNobodyToAskIsEmpty) {
  Dice dice(SecretOf(1));
  EXPECT_TRUE(Bootstrap({}, "", dice).empty());
  EXPECT_FALSE(Bootstrap({"a"}, "", dice).empty());
}

}  // namespace
}  // namespace dragoman::peers
