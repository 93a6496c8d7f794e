// Simulation: one run of a small world from a seed. Two miners and three to six nodes that follow them and each
// other, all speaking Flowee on a network in memory, each with a store on a disk of its own; beside them two tiny
// nodes that ping. For a while it storms: links are cut, fall silent or become slow, places are parted from each
// other, nodes are stopped and killed and begin again from their disk, disks fill up and fail. Then the storm is
// over, and after kCalm all nodes must follow one chain.
//
// One thread, virtual time, and everything by chance from the seed: the same seed gives the same run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/clock.h"

namespace dragoman::simulation {

// How long after a storm the nodes may take to agree: a silent link is noticed 120 s after a ping without a pong, pings
// go every 90 s, a lost link is dialed after 15 s, a failed dial at the latest after 44 s, chains are compared every
// 30 s.
inline constexpr std::chrono::seconds kCalm{300};
// And how long a last block may take to reach all of them, with all links up: the time between two comparisons and
// some for the way.
inline constexpr std::chrono::seconds kLastBlock{45};
// Queued by the two sessions of a link and under way on it: a session's high-water mark and what a link holds in each
// direction.
inline constexpr std::size_t kLinkBytes = 2 * (1024 + 256) * 1024;

// Of a whole world at a time: up to eight nodes with two connections to their databases each, whose caches SQLite lets
// grow to 2 MB, and the run's blocks.
inline constexpr std::size_t kWorldBytes = 40 * 1024 * 1024;

struct Outcome {
  std::vector<std::string> complaints;  // empty: the run was as it should be
  std::uint64_t trace = 0;              // of everything that happened
  std::uint64_t events = 0;
  std::int64_t height = 0;     // of the chain that all agree on
  std::size_t lives = 0;       // of all nodes together
  std::size_t undone = 0;      // blocks undone by reorganisations, of all nodes together
  std::size_t storms = 0;      // things that went wrong
  std::uint64_t pongs = 0;
  std::size_t most_link_bytes = 0;
  std::size_t most_heap = 0;   // bytes in use by the whole world at a time; 0 where that cannot be known
};

// Bytes of heap that this process has in use; 0 where the allocator does not tell.
std::size_t HeapInUse();

Outcome Live(std::uint64_t seed);

}  // namespace dragoman::simulation
