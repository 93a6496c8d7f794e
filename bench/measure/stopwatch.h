// Stopwatch: the CPU time of this process for many turns of the same thing.
#pragma once

#include "bench/drive/rounds.h"
#include "bench/measure/process.h"
#include "bench/measure/summary.h"

namespace dragoman::bench {

// Keeps the compiler from leaving out what gave `value`.
template <class T>
void Keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

// By round: nanoseconds of one `turn(times)`, divided by `times`. The first round is not counted.
template <class Turn>
std::vector<double> NanosEach(const Pace& pace, std::uint64_t times, Turn&& turn) {
  std::vector<double> rounds;
  for (int round = -1; round < pace.rounds(); ++round) {
    const double before = OwnCpuNanos();
    turn(times);
    const double spent = OwnCpuNanos() - before;
    if (round >= 0) rounds.push_back(spent / static_cast<double>(times));
  }
  return rounds;
}

}  // namespace dragoman::bench
