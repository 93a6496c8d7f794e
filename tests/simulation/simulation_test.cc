// Many worlds, each from a seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/simulation/simulation.h"

namespace dragoman::simulation {
namespace {

std::uint64_t NumberIn(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  if (text == nullptr || *text == '\0') return otherwise;
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text, text + std::strlen(text), number);
  if (fault != std::errc() || *end != '\0') {
    ADD_FAILURE() << variable << " is a number, not '" << text << "'";
  }
  return number;
}

// How many seeds, and from which on.
std::uint64_t Seeds() {
  static const std::uint64_t seeds = NumberIn("DRAGOMAN_SEEDS", 200);
  return seeds;
}
std::uint64_t FirstSeed() {
  static const std::uint64_t seed = NumberIn("DRAGOMAN_SEED", 1);
  return seed;
}

// After so many seconds no further case is begun; 0: no limit.
bool TimeIsOver() {
  static const std::uint64_t limit = NumberIn("DRAGOMAN_SECONDS", 0);
  static const auto began = std::chrono::steady_clock::now();
  return limit > 0 && std::chrono::steady_clock::now() - began >= std::chrono::seconds(limit);
}

// What a process keeps of one run for the next: caches that have a largest size.
constexpr std::size_t kKeptBytes = 4 * 1024 * 1024;

void Talk(std::uint64_t seed, const Outcome& outcome) {
  if (std::getenv("DRAGOMAN_TALK") == nullptr) return;
  std::printf("seed %llu: height %lld, %zu lives, %zu blocks undone, %zu faults, %llu pongs, %llu events, "
              "%zu KiB on a link, %zu KiB of heap\n",
              static_cast<unsigned long long>(seed), static_cast<long long>(outcome.height), outcome.lives,
              outcome.undone, outcome.storms, static_cast<unsigned long long>(outcome.pongs),
              static_cast<unsigned long long>(outcome.events), outcome.most_link_bytes / 1024, outcome.most_heap / 1024);
}

Outcome LiveAndTell(std::uint64_t seed) {
  Outcome outcome = Live(seed);
  Talk(seed, outcome);
  return outcome;
}

void Judge(std::uint64_t seed, const Outcome& outcome) {
  if (outcome.complaints.empty()) return;
  std::string text;
  for (const std::string& complaint : outcome.complaints) text += "  " + complaint + '\n';
  ADD_FAILURE() << "seed " << seed << ":\n"
                << text << "Once more, with all that happened in a file:\n"
                << "  DRAGOMAN_SEED=" << seed << " DRAGOMAN_SEEDS=1 DRAGOMAN_TRACE=trace.txt "
                << "build/release/simulation_tests --gtest_filter='*AfterAStorm*'";
}

// Ten seeds are one case, so that ctest can share them out.
constexpr std::uint64_t kSeedsInACase = 10;

class Simulation : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Simulation, AfterAStormAllNodesFollowOneChainAndNothingIsLost) {
  if (TimeIsOver()) GTEST_SKIP() << "DRAGOMAN_SECONDS are over";
  const std::uint64_t first = FirstSeed() + GetParam() * kSeedsInACase;
  const std::uint64_t end = std::min(first + kSeedsInACase, FirstSeed() + Seeds());
  for (std::uint64_t seed = first; seed < end; ++seed) Judge(seed, LiveAndTell(seed));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Simulation,
                         ::testing::Range(std::uint64_t{0}, (Seeds() + kSeedsInACase - 1) / kSeedsInACase));

TEST(SimulationSeeds, TheSameSeedGivesTheSameRunAndAnotherOneAnother) {
  const Outcome once = LiveAndTell(FirstSeed());
  const Outcome again = LiveAndTell(FirstSeed());
  const Outcome other = LiveAndTell(FirstSeed() + 1);
  EXPECT_EQ(once.trace, again.trace);
  EXPECT_EQ(once.events, again.events);
  EXPECT_GT(once.events, 500u);
  EXPECT_NE(once.trace, other.trace);
}

TEST(SimulationSeeds, ARunLeavesNothingBehind) {
  Judge(FirstSeed(), LiveAndTell(FirstSeed()));
  const std::size_t before = HeapInUse();
  for (std::uint64_t seed = FirstSeed() + 1; seed < FirstSeed() + 6; ++seed) Judge(seed, LiveAndTell(seed));
  EXPECT_LE(HeapInUse(), before + kKeptBytes);
}

// The runs would prove nothing if nothing went wrong in them.
TEST(SimulationSeeds, WhatGoesWrongLeavesTraces) {
  std::size_t lives = 0;
  std::size_t undone = 0;
  std::size_t storms = 0;
  std::size_t queued = 0;
  for (std::uint64_t seed = FirstSeed(); seed < FirstSeed() + 5; ++seed) {
    const Outcome outcome = LiveAndTell(seed);
    lives += outcome.lives;
    undone += outcome.undone;
    storms += outcome.storms;
    queued = std::max(queued, outcome.most_link_bytes);
    EXPECT_GT(outcome.pongs, 100u) << seed;
    EXPECT_GT(outcome.height, 20) << seed;
  }
  EXPECT_GT(lives, 5 * 8u) << "some nodes have begun again";
  EXPECT_GT(undone, 20u) << "there were reorganisations";
  EXPECT_GT(storms, 50u);
  EXPECT_GT(queued, 16'000u) << "somebody waited for a slow reader";
}

}  // namespace
}  // namespace dragoman::simulation
