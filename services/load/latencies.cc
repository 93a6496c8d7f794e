#include "services/load/latencies.h"

#include <algorithm>
#include <bit>

namespace dragoman::load {

// Below 64 ns each has its own place; above, the six bits behind the first one say which.
std::size_t Latencies::IndexOf(std::uint64_t nanos) {
  if (nanos < kSteps) return static_cast<std::size_t>(nanos);
  const auto shift = static_cast<std::uint64_t>(std::bit_width(nanos)) - 7;
  return static_cast<std::size_t>(shift * kSteps + (nanos >> shift));
}

std::uint64_t Latencies::NanosOf(std::size_t index) {
  if (index < 2 * kSteps) return index;
  const std::uint64_t shift = index / kSteps - 1;
  const std::uint64_t low = (index % kSteps + kSteps) << shift;
  return low + (std::uint64_t{1} << shift) / 2;
}

void Latencies::Add(Duration took) {
  const auto nanos = static_cast<std::uint64_t>(std::max<Duration::rep>(took.count(), 0));
  ++counts_[std::min(IndexOf(nanos), counts_.size() - 1)];
  ++count_;
  max_ = std::max(max_, took);
}

void Latencies::Add(const Latencies& others) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += others.counts_[i];
  count_ += others.count_;
  max_ = std::max(max_, others.max_);
}

Duration Latencies::Percentile(double share) const {
  const double wanted = share * static_cast<double>(count_);
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    seen += counts_[i];
    if (counts_[i] > 0 && static_cast<double>(seen) >= wanted) {
      return std::min(Duration(static_cast<Duration::rep>(NanosOf(i))), max_);
    }
  }
  return max_;
}

}  // namespace dragoman::load
