#include "transports/tcp/timer_wheel.h"

#include <optional>
#include <random>

#include <gtest/gtest.h>

namespace dragoman {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class Wheel : public ::testing::Test {
 protected:
  std::function<void()> Note(int number) {
    return [this, number] { ran_.push_back(number); };
  }
  // Moves the clock and runs, once.
  void Pass(Duration by) {
    clock_.Advance(by);
    wheel_.Run(clock_.Now());
  }
  Instant In(Duration delay) const { return clock_.Now() + delay; }

  ManualClock clock_;
  TimerWheel wheel_{clock_.Now()};
  std::vector<int> ran_;
};

TEST_F(Wheel, NeverEarlyAndAtMostOneSlotLate) {
  for (int ms = 0; ms <= 100; ++ms) {
    const Instant due = In(milliseconds(ms));
    std::optional<Instant> ran;
    wheel_.Add(due, [&] { ran = clock_.Now(); });
    while (!ran) Pass(milliseconds(1));
    EXPECT_GE(*ran, due);
    EXPECT_LE(*ran, due + TimerWheel::kSlot);
  }
}

TEST_F(Wheel, OneRunAfterALongTimeKeepsTheOrder) {
  wheel_.Add(In(hours(2)), Note(4));
  wheel_.Add(In(seconds(30)), Note(3));
  wheel_.Add(In(milliseconds(5)), Note(1));
  wheel_.Add(In(milliseconds(5)), Note(2));
  Pass(hours(3));
  EXPECT_EQ(ran_, (std::vector<int>{1, 2, 3, 4}));
  EXPECT_EQ(wheel_.size(), 0u);
  EXPECT_EQ(wheel_.Next(), kNever);
}

TEST_F(Wheel, WhatIsFarAheadWaitsForItsRound) {
  wheel_.Add(In(seconds(60)), Note(1));
  for (int i = 0; i < 59; ++i) Pass(seconds(1));
  EXPECT_TRUE(ran_.empty());
  Pass(seconds(1));
  EXPECT_EQ(ran_, std::vector<int>{1});
}

TEST_F(Wheel, NextIsNeverLaterThanTheWork) {
  EXPECT_EQ(wheel_.Next(), kNever);
  for (const Duration delay : {Duration(milliseconds(1)), Duration(milliseconds(250)),
                               Duration(seconds(9)), Duration(seconds(11)), Duration(hours(1))}) {
    const Instant due = In(delay);
    const TimerWheel::Id id = wheel_.Add(due, Note(1));
    EXPECT_GT(wheel_.Next(), clock_.Now());
    EXPECT_LE(wheel_.Next(), due + TimerWheel::kSlot);
    EXPECT_TRUE(wheel_.Cancel(id));
    EXPECT_EQ(wheel_.Next(), kNever);
    Pass(milliseconds(37));
  }
}

TEST_F(Wheel, CancelledWorkIsDestroyedAtOnce) {
  const auto held = std::make_shared<int>();
  const TimerWheel::Id id = wheel_.Add(In(seconds(1)), [held] {});
  EXPECT_TRUE(wheel_.Cancel(id));
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_FALSE(wheel_.Cancel(id));
  EXPECT_FALSE(wheel_.Cancel(TimerWheel::kNone));
  // The place is used again; the old id does not reach the new work.
  wheel_.Add(In(seconds(1)), Note(1));
  EXPECT_FALSE(wheel_.Cancel(id));
  Pass(seconds(2));
  EXPECT_EQ(ran_, std::vector<int>{1});
}

TEST_F(Wheel, WorkMayAddAndCancel) {
  TimerWheel::Id second = TimerWheel::kNone;
  wheel_.Add(In(milliseconds(10)), [&] {
    ran_.push_back(1);
    EXPECT_TRUE(wheel_.Cancel(second));
    wheel_.Add(clock_.Now(), Note(3));
  });
  second = wheel_.Add(In(milliseconds(10)), Note(2));
  Pass(milliseconds(40));
  EXPECT_EQ(ran_, std::vector<int>{1});  // what is added meanwhile waits
  Pass(milliseconds(40));
  EXPECT_EQ(ran_, (std::vector<int>{1, 3}));
}

TEST_F(Wheel, ClearDestroysEverything) {
  const auto held = std::make_shared<int>();
  for (int i = 0; i < 100; ++i) wheel_.Add(In(seconds(i)), [held] {});
  wheel_.Clear();
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(wheel_.size(), 0u);
}

TEST_F(Wheel, TenThousandAtRandomTimes) {
  std::mt19937 random(7);
  std::vector<TimerWheel::Id> ids;
  std::vector<Instant> times;
  std::size_t wrong = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Instant due = In(milliseconds(random() % 60'000));
    ids.push_back(wheel_.Add(due, [this, due, &times, &wrong] {
      if (clock_.Now() < due) ++wrong;
      times.push_back(due);
    }));
  }
  std::size_t cancelled = 0;
  for (std::size_t i = 0; i < ids.size(); i += 3) cancelled += wheel_.Cancel(ids[i]) ? 1 : 0;
  while (wheel_.size() > 0) Pass(milliseconds(1 + random() % 50));
  EXPECT_EQ(wrong, 0u);
  EXPECT_EQ(times.size() + cancelled, ids.size());
}

}  // namespace
}  // namespace dragoman
