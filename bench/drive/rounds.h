// Rounds: several servers asked the same, in turn, so that a machine's moods meet all of them.
#pragma once

#include <string>
#include <vector>

#include "bench/drive/pipeline.h"
#include "bench/measure/process.h"

namespace dragoman::bench {

// How long everything takes.
struct Pace {
  bool quick = false;
  double full_seconds = 1.0;
  double seconds() const { return quick ? 0.25 : full_seconds; }  // of a round
  int rounds() const { return quick ? 5 : 11; }
};

struct Contender {
  std::string name;
  void (*serve)(const Tell&);
  Script script;
};

// By round.
struct Rounds {
  std::vector<double> cpu;          // nanoseconds of the server's process per message
  std::vector<double> per_second;   // messages
  std::vector<double> server_busy;  // share of the wall time, 0 to 1
  std::vector<double> driver_busy;
};

// In the order of the contenders. The first round of each warms up and is not counted.
std::vector<Rounds> Measure(const std::vector<Contender>& contenders, std::size_t connections,
                            std::size_t in_flight, const Pace& pace);

}  // namespace dragoman::bench
