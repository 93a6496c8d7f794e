// The loop as a Host: posted work, timers, signals, its end.
#include <csignal>
#include <thread>

#include <gtest/gtest.h>

#include "transports/tcp/loop_group.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;

TEST(TcpLoop, PostedWorkRunsInOrderOnTheLoopsThreadAndNeverWithinPost) {
  const SystemClock clock;
  LoopGroup loops(clock, 1);
  loops.Start();
  std::vector<int> ran;
  std::atomic<bool> done = false;
  bool inside = false;
  loops[0].Post([&] {
    inside = true;
    loops[0].Post([&] {
      EXPECT_FALSE(inside);
      ran.push_back(2);
    });
    loops[0].Post([&] {
      ran.push_back(3);
      done = true;
    });
    ran.push_back(1);
    inside = false;
  });
  while (!done) std::this_thread::yield();
  loops.Stop();
  loops.Join();
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 3}));
}

TEST(TcpLoop, TakesWorkFromManyThreads) {
  const SystemClock clock;
  LoopGroup loops(clock, 2);
  loops.Start();
  std::size_t ran[2] = {0, 0};  // each touched by one loop only
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < 2000; ++i) loops[i % 2].Post([&ran, i] { ++ran[i % 2]; });
    });
  }
  for (std::thread& thread : threads) thread.join();
  loops.Stop();  // posted behind all of it
  loops.Join();
  EXPECT_EQ(ran[0], 4000u);
  EXPECT_EQ(ran[1], 4000u);
}

TEST(TcpLoop, AfterIsNeverEarly) {
  const SystemClock clock;
  Loop loop(clock);
  std::vector<int> ran;
  const Instant start = clock.Now();
  for (const int ms : {120, 0, 35, 80}) {
    loop.After(milliseconds(ms), [&, ms] {
      EXPECT_GE(clock.Now(), start + milliseconds(ms));
      ran.push_back(ms);
      if (ms == 120) loop.Stop();
    });
  }
  loop.After(Duration::max(), [] { ADD_FAILURE(); });
  loop.Run();
  EXPECT_EQ(ran, (std::vector<int>{0, 35, 80, 120}));
}

TEST(TcpLoop, WhatComesAfterTheEndIsDestroyed) {
  const SystemClock clock;
  const auto held = std::make_shared<int>();
  Loop loop(clock);
  loop.After(std::chrono::hours(1), [held] { ADD_FAILURE(); });
  loop.Post([&loop, held] {
    loop.StopNow();
    loop.Post([held] { ADD_FAILURE(); });
  });
  loop.Run();
  EXPECT_EQ(held.use_count(), 1);
  loop.Post([held] { ADD_FAILURE(); });
  EXPECT_EQ(held.use_count(), 1);
}

// Work that posts again as it is destroyed finds the loop closed, not locked.
TEST(TcpLoop, DestroyedWorkMayPost) {
  struct Poster {
    explicit Poster(Loop& l) : loop(l) {}
    ~Poster() {
      loop.Post([] { ADD_FAILURE(); });
    }
    Loop& loop;
  };
  const SystemClock clock;
  Loop loop(clock);
  loop.StopNow();
  loop.Post([poster = std::make_shared<Poster>(loop)] { ADD_FAILURE(); });
  loop.After(milliseconds(1), [poster = std::make_shared<Poster>(loop)] { ADD_FAILURE(); });
  loop.Run();
}

TEST(TcpLoop, LoopThatNeverRanGoesAway) {
  const SystemClock clock;
  const auto held = std::make_shared<int>();
  {
    Loop loop(clock);
    loop.Post([held] { ADD_FAILURE(); });
    loop.After(milliseconds(1), [held] { ADD_FAILURE(); });
  }
  EXPECT_EQ(held.use_count(), 1);
}

TEST(TcpLoop, SignalStopsTheGroup) {
  const SystemClock clock;
  LoopGroup loops(clock, 2);
  int heard = 0;
  loops[0].OnSignal([&](int number) {
    heard = number;
    loops.Stop();
  });
  loops.Start();
  std::raise(SIGTERM);
  loops.Join();
  EXPECT_EQ(heard, SIGTERM);
}

TEST(TcpLoop, IdleLoopDoesNotSpin) {
  const SystemClock clock;
  Loop loop(clock);
  loop.After(milliseconds(300), [&] { loop.Stop(); });
  const std::clock_t start = std::clock();
  loop.Run();
  EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC / 20);
}

TEST(TcpLoop, OnePerCoreUnlessSaid) {
  const SystemClock clock;
  EXPECT_EQ(LoopGroup(clock).size(), std::max(1u, std::thread::hardware_concurrency()));
  EXPECT_EQ(LoopGroup(clock, 3).size(), 3u);
}

}  // namespace
}  // namespace dragoman::transport_tests
