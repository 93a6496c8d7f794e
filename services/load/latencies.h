// Latencies: how long many things took: 64 steps to each doubling, so that a percentile is right to 2 %. Takes the same
// memory whatever it is told. One thread.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/clock.h"

namespace dragoman::load {

class Latencies {
 public:
  void Add(Duration took);
  void Add(const Latencies& others);

  std::uint64_t count() const { return count_; }
  Duration max() const { return max_; }
  // The time in which that share of them was done, 0 to 1; 0 where there are none.
  Duration Percentile(double share) const;

 private:
  static constexpr std::uint64_t kSteps = 64;
  static std::size_t IndexOf(std::uint64_t nanos);
  // The middle of what falls into a place.
  static std::uint64_t NanosOf(std::size_t index);

  std::array<std::uint64_t, kSteps * 40> counts_{};  // up to several hours
  std::uint64_t count_ = 0;
  Duration max_{};
};

}  // namespace dragoman::load
