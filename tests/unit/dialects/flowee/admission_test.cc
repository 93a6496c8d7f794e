#include "dialects/flowee/server/admission.h"

#include <gtest/gtest.h>

#include <vector>

namespace dragoman::flowee {
namespace {

bool Admitted(const std::vector<int>& ages_in_seconds) {
  std::vector<Duration> ages;
  for (const int age : ages_in_seconds) ages.push_back(std::chrono::seconds(age));
  return Admits(ages);
}

TEST(FloweeAdmission, TakesAnAddressThatDidNotConnectInTheLastTenSeconds) {
  EXPECT_TRUE(Admitted({}));
  EXPECT_TRUE(Admitted({10, 11, 12, 40, 41, 42}));
}

TEST(FloweeAdmission, TakesASecondConnectionOnlyOfWhoConnectedSeldomBefore) {
  EXPECT_TRUE(Admitted({9}));
  EXPECT_TRUE(Admitted({9, 29, 30, 89}));
  EXPECT_FALSE(Admitted({9, 10, 29}));
  EXPECT_FALSE(Admitted({9, 30, 50, 89}));
  EXPECT_TRUE(Admitted({9, 30, 50, 90}));
}

TEST(FloweeAdmission, TakesNoThirdConnectionWithinTenSeconds) { EXPECT_FALSE(Admitted({0, 9})); }

TEST(FloweeAdmission, FillsTheSlotsOfTheCore) {
  Limits limits;
  SetLimits(limits);
  EXPECT_EQ(limits.handshake, std::chrono::seconds(4));
  EXPECT_EQ(limits.inbound, Limits().inbound);
}

}  // namespace
}  // namespace dragoman::flowee
