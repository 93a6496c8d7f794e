#include <gtest/gtest.h>

#include "core/base/executor.h"
#include "transports/memory/memory_host.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(MemoryHost, PostedWorkRunsInOrderAndNeverWithinPost) {
  MemoryHost host;
  std::vector<int> ran;
  host.Post([&] {
    host.Post([&] { ran.push_back(3); });
    ran.push_back(1);
  });
  host.Post([&] { ran.push_back(2); });
  EXPECT_TRUE(ran.empty());
  ASSERT_TRUE(host.RunUntilIdle());
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 3}));
}

TEST(MemoryHost, TimeStopsAtEveryDeadline) {
  MemoryHost host;
  const Instant start = host.Now();
  std::vector<Duration> ran;
  const auto note = [&] { ran.push_back(host.Now() - start); };
  host.After(seconds(2), note);
  host.After(seconds(1), [&] {
    note();
    host.After(milliseconds(500), note);
  });
  host.After(Duration::max(), note);
  EXPECT_EQ(host.NextDeadline(), start + seconds(1));
  ASSERT_TRUE(host.Advance(seconds(10)));
  EXPECT_EQ(ran, (std::vector<Duration>{seconds(1), milliseconds(1500), seconds(2)}));
  EXPECT_EQ(host.Now(), start + seconds(10));
}

TEST(MemoryHost, ExecutorIsPartOfTheRound) {
  MemoryHost host;
  ManualExecutor executor;
  host.AlsoRun([&] { return executor.RunAll(); });
  bool back = false;
  host.After(seconds(1),
             [&] { ASSERT_TRUE(executor.Submit([&] { host.Post([&] { back = true; }); }).ok()); });
  ASSERT_TRUE(host.Advance(seconds(1)));
  EXPECT_TRUE(back);
}

TEST(MemoryHost, SaysWhenItDoesNotComeToRest) {
  MemoryHost host;
  std::function<void()> again = [&] { host.Post([&] { again(); }); };
  again();
  EXPECT_FALSE(host.RunUntilIdle());
}

TEST(MemoryHost, MemberMayLeaveInItsOwnStep) {
  struct Once final : MemoryHost::Member {
    explicit Once(MemoryHost& h) : host(h) { host.Join(*this); }
    Instant NextDeadline() const override { return host.Now() + seconds(1); }
    bool Step() override {
      ++steps;
      host.Leave(*this);
      return true;
    }
    MemoryHost& host;
    int steps = 0;
  };
  MemoryHost host;
  Once once(host);
  ASSERT_TRUE(host.Advance(seconds(5)));
  EXPECT_EQ(once.steps, 1);
}

}  // namespace
}  // namespace dragoman::transport_tests
