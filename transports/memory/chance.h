// Chance: numbers that look random and follow from a seed alone, on every machine and compiler.
#pragma once

#include <cstdint>

#include "core/base/clock.h"

namespace dragoman {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  // SplitMix64.
  std::uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  // 0 to bound - 1; bound above 0. The bias does not matter for what is small beside 2^64.
  std::uint64_t Below(std::uint64_t bound) { return Next() % bound; }
  // Both ends included.
  std::uint64_t Between(std::uint64_t least, std::uint64_t most) {
    return least + Below(most - least + 1);
  }
  Duration Between(Duration least, Duration most) {
    const auto span = static_cast<std::uint64_t>((most - least).count());
    return least + Duration(static_cast<Duration::rep>(Below(span + 1)));
  }
  bool OneIn(std::uint64_t times) { return Below(times) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace dragoman
