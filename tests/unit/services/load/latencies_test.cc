#include "services/load/latencies.h"

#include <gtest/gtest.h>

namespace dragoman::load {
namespace {

using namespace std::chrono_literals;

TEST(Latencies, OfNoneAreZero) {
  const Latencies none;
  EXPECT_EQ(none.count(), 0u);
  EXPECT_EQ(none.Percentile(0.5), 0ns);
  EXPECT_EQ(none.max(), 0ns);
}

TEST(Latencies, SmallOnesAreExact) {
  Latencies few;
  for (int i = 1; i <= 100; ++i) few.Add(Duration(i));
  EXPECT_EQ(few.Percentile(0.5), 50ns);
  EXPECT_EQ(few.Percentile(0.99), 99ns);
  EXPECT_EQ(few.Percentile(1), 100ns);
  EXPECT_EQ(few.max(), 100ns);
}

TEST(Latencies, LargeOnesAreRightToTwoPercent) {
  for (Duration::rep nanos = 1; nanos < Duration(2h).count(); nanos = nanos * 5 / 4 + 1) {
    Latencies one;
    one.Add(Duration(nanos));
    one.Add(Duration(nanos * 2));
    const double ratio = static_cast<double>(one.Percentile(0.5).count()) / static_cast<double>(nanos);
    EXPECT_NEAR(ratio, 1, 0.02) << nanos;
  }
}

TEST(Latencies, ThatLastForEverAreStillTaken) {
  Latencies one;
  one.Add(Duration(std::numeric_limits<Duration::rep>::max()));
  EXPECT_EQ(one.count(), 1u);
  EXPECT_GT(one.Percentile(0.5), 1h);
  one.Add(Duration(-5));
  EXPECT_EQ(one.Percentile(0.5), 0ns);
}

TEST(Latencies, OfSeveralAreAddedUp) {
  Latencies a;
  Latencies b;
  for (int i = 0; i < 99; ++i) a.Add(10us);
  b.Add(20ms);
  a.Add(b);
  EXPECT_EQ(a.count(), 100u);
  EXPECT_NEAR(static_cast<double>(a.Percentile(0.5).count()), 10e3, 200);
  EXPECT_EQ(a.max(), 20ms);
  EXPECT_EQ(a.Percentile(1), 20ms);
}

}  // namespace
}  // namespace dragoman::load
