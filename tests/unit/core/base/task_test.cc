#include "core/base/task.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/peer/sleepers.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;

// Counts how often something of its kind is made and destroyed.
struct Counted {
  explicit Counted(int& b) : balance(&b) { ++*balance; }
  Counted(const Counted& other) : balance(other.balance) { ++*balance; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --*balance; }
  int* balance;
};

struct Gate {
  struct Awaiter {
    Gate& gate;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiter) { gate.waiter = waiter; }
    void await_resume() const {}
  };
  Awaiter Pass() { return Awaiter{*this}; }
  void Open() { std::exchange(waiter, nullptr).resume(); }
  std::coroutine_handle<> waiter;
};

Task<int> Now(int value) { co_return value; }
Task<int> Later(Gate& gate, int value) {
  co_await gate.Pass();
  co_return value;
}

Task<int> SumOf(Gate& gate, std::vector<int> values) {
  int sum = 0;
  for (const int value : values) {
    sum += co_await Now(value);
    sum += co_await Later(gate, value);
  }
  co_return sum;
}

TEST(Task, StartsWhenToldAndNotBefore) {
  bool ran = false;
  struct Body {
    static Task<int> Run(bool& ran) {
      ran = true;
      co_return 1;
    }
  };
  Task<int> task = Body::Run(ran);
  EXPECT_FALSE(ran);
  task.Start();
  EXPECT_TRUE(task.done());
  EXPECT_EQ(task.result(), 1);
}

TEST(Task, WaitsForChildrenThatEndAtOnceAndForThoseThatEndLater) {
  Gate gate;
  Task<int> task = SumOf(gate, {1, 2, 3});
  task.Start();
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(task.done());
    gate.Open();
  }
  EXPECT_EQ(task.result(), 12);
}

TEST(Task, TellsItsEndUnlessItEndsWhileStarting) {
  int told = 0;
  const auto tell = [](void* count) { ++*static_cast<int*>(count); };
  Task<int> at_once = Now(1);
  at_once.Start(tell, &told);
  EXPECT_EQ(told, 0);
  Gate gate;
  Task<int> later = Later(gate, 1);
  later.Start(tell, &told);
  gate.Open();
  EXPECT_EQ(told, 1);
}

TEST(Task, MayBeDestroyedByItsOwnEnd) {
  Gate gate;
  auto task = std::make_unique<Task<int>>(Later(gate, 1));
  task->Start([](void* owner) { static_cast<std::unique_ptr<Task<int>>*>(owner)->reset(); }, &task);
  gate.Open();
  EXPECT_EQ(task, nullptr);
}

Task<int> Hold(Gate& gate, Counted held) {
  const Counted local = held;
  co_return co_await Later(gate, 1);
}

TEST(Task, DestroyedWhileItWaitsDestroysWhatItHolds) {
  int balance = 0;
  Gate gate;
  {
    Task<int> task = Hold(gate, Counted(balance));
    task.Start();
    EXPECT_GE(balance, 2);
  }
  EXPECT_EQ(balance, 0);
  {
    const Task<int> never_started = Hold(gate, Counted(balance));
  }
  EXPECT_EQ(balance, 0);
}

Task<int> CountDown(int from) {
  int left = from;
  while (left > 0) left = co_await Now(left - 1);
  co_return left;
}

TEST(Task, AMillionChildrenOneAfterTheOtherDoNotGrowTheStack) {
  Task<int> task = CountDown(1'000'000);
  task.Start();
  EXPECT_EQ(task.result(), 0);
}

// ARCHITECTURE.md 7: g++ 12.2 destroys a temporary aggregate twice that stands in one full expression with a
// co_await. Our rule is to build it on the line before; this shows that the rule holds.
struct Aggregate {
  Counted counted;
  std::string text;
};
Task<int> TakeAggregate(Gate& gate, Aggregate taken) {
  co_await gate.Pass();
  co_return static_cast<int>(taken.text.size());
}
Task<int> ByTheRule(Gate& gate, int& balance) {
  Aggregate aggregate{Counted(balance), std::string(100, 'x')};
  const int size = co_await TakeAggregate(gate, std::move(aggregate));
  co_return size;
}

TEST(Task, AnAggregateBuiltOnTheLineBeforeIsDestroyedOnce) {
  int balance = 0;
  Gate gate;
  {
    Task<int> task = ByTheRule(gate, balance);
    task.Start();
    gate.Open();
    EXPECT_EQ(task.result(), 100);
  }
  EXPECT_EQ(balance, 0);
}

Task<Status> NapTwice(Sleepers& sleepers, std::string name, std::string& log, const ManualClock& clock) {
  co_await Sleepers::Awaiter(sleepers, clock.Now() + 1s);
  log += name;
  co_await Sleepers::Awaiter(sleepers, clock.Now());
  log += name;
  co_return Ok();
}

TEST(Sleepers, WakeInTheOrderOfTheirTimesAndOncePerCall) {
  Sleepers sleepers;
  ManualClock clock;
  std::string log;
  EXPECT_EQ(sleepers.Next(), kNever);
  Task<Status> a = NapTwice(sleepers, "a", log, clock);
  a.Start();
  clock.Advance(1ms);
  Task<Status> b = NapTwice(sleepers, "b", log, clock);
  b.Start();
  EXPECT_EQ(sleepers.Next(), clock.Now() + 999ms);
  clock.Advance(5s);
  sleepers.Wake(clock.Now());
  EXPECT_EQ(log, "ab") << "who goes to sleep again meanwhile waits for the next call";
  sleepers.Wake(clock.Now());
  EXPECT_EQ(log, "abab");
}

TEST(Sleepers, WhoIsDestroyedWhileSleepingIsNotWoken) {
  Sleepers sleepers;
  ManualClock clock;
  std::string log;
  {
    Task<Status> task = NapTwice(sleepers, "a", log, clock);
    task.Start();
  }
  EXPECT_EQ(sleepers.Next(), kNever);
  clock.Advance(5s);
  sleepers.Wake(clock.Now());
  EXPECT_EQ(log, "");
}

Task<Status> SleepThenEnd(Sleepers& sleepers, Instant until, std::optional<Task<Status>>& other) {
  co_await Sleepers::Awaiter(sleepers, until);
  other.reset();
  co_return Ok();
}

TEST(Sleepers, OneMayEndAnotherThatIsDueToo) {
  Sleepers sleepers;
  ManualClock clock;
  std::string log;
  std::optional<Task<Status>> second;
  Task<Status> first = SleepThenEnd(sleepers, clock.Now() + 1s, second);
  first.Start();
  second.emplace(NapTwice(sleepers, "b", log, clock));
  second->Start();
  clock.Advance(5s);
  sleepers.Wake(clock.Now());
  EXPECT_TRUE(first.done());
  EXPECT_EQ(log, "");
}

}  // namespace
}  // namespace dragoman
