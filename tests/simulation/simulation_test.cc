// Many worlds, each from a seed.
#include <gtest/gtest.h>

#include <charconv>
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
std::uint64_t Seeds() { return NumberIn("DRAGOMAN_SEEDS", 200); }
std::uint64_t FirstSeed() { return NumberIn("DRAGOMAN_SEED", 1); }

void Judge(std::uint64_t seed, const Outcome& outcome) {
  if (outcome.complaints.empty()) return;
  std::string text;
  for (const std::string& complaint : outcome.complaints) text += "  " + complaint + '\n';
  ADD_FAILURE() << "seed " << seed << ":\n"
                << text << "Once more, with all that happened in a file:\n"
                << "  DRAGOMAN_SEED=" << seed << " DRAGOMAN_SEEDS=1 DRAGOMAN_TRACE=trace.txt "
                << "build/release/simulation_tests --gtest_filter='Simulation.AfterAStorm*'";
}

TEST(Simulation, AfterAStormAllNodesFollowOneChainAndNothingIsLost) {
  for (std::uint64_t seed = FirstSeed(); seed < FirstSeed() + Seeds(); ++seed) {
    const Outcome outcome = Live(seed);
    Judge(seed, outcome);
    if (std::getenv("DRAGOMAN_TALK") != nullptr) {
      std::printf("seed %llu: height %lld, %zu lives, %zu undone, %zu storms, %llu pongs, %llu events, link %zu\n",
                  static_cast<unsigned long long>(seed), static_cast<long long>(outcome.height), outcome.lives,
                  outcome.undone, outcome.storms, static_cast<unsigned long long>(outcome.pongs),
                  static_cast<unsigned long long>(outcome.events), outcome.most_link_bytes);
    }
  }
}

}  // namespace
}  // namespace dragoman::simulation
