// Clock: steady time for deadlines and wall time for records; ManualClock: moved by a test or the simulator.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace dragoman {

using Duration = std::chrono::nanoseconds;
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;
inline constexpr Instant kNever = Instant::max();

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
  // Nanoseconds since 1970-01-01 UTC.
  virtual std::int64_t WallNanos() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override { return std::chrono::steady_clock::now(); }
  std::int64_t WallNanos() const override {
    return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()).count();
  }
};

// Starts one second after its own zero; wall time starts at `wall_nanos`.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(std::int64_t wall_nanos = 1'600'000'000'000'000'000) : wall_(wall_nanos) {}
  Instant Now() const override { return Instant(Duration(nanos_.load(std::memory_order_relaxed))); }
  std::int64_t WallNanos() const override { return wall_ + nanos_.load(std::memory_order_relaxed); }
  void Advance(Duration by) { nanos_.fetch_add(by.count(), std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> nanos_{1'000'000'000};
  const std::int64_t wall_;
};

}  // namespace dragoman
