// RateLimiter: how much of what a peer may say in one direction (wire/chia.md 13). Slots of 60 s on the local clock.
// One thread.
#pragma once

#include <map>
#include <unordered_map>

#include "core/base/clock.h"
#include "dialects/chia/rate_table.h"

namespace dragoman::chia {

class RateLimiter {
 public:
  // 1 until the handshake has said more.
  void Use(int version) { version_ = version; }
  // Percent of the counts and totals that are kept to; the largest single size is not changed.
  void Share(unsigned percent) { percent_ = percent; }
  // Version 3: these types have windows instead of slots.
  void SetWindows(std::map<NativeType, std::uint16_t> windows) { windows_ = std::move(windows); }

  // Something came; it counts whatever the answer. False: over a limit.
  bool Came(NativeType message, std::size_t size, Instant now) { return Count(message, size, now, true); }
  // Something is to leave; it counts only where it may.
  bool Leaves(NativeType message, std::size_t size, Instant now) { return Count(message, size, now, false); }

  bool HasWindow(NativeType message) const { return windows_.contains(message); }
  // A question that has a window is begun, if there is room for it, and ended.
  bool Begin(NativeType message);
  void End(NativeType message);

 private:
  struct Sum {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
  };
  bool Count(NativeType message, std::size_t size, Instant now, bool always);
  bool Within(const RateLimit& limit, const Sum& all, const Sum& own, std::size_t size) const;
  std::uint64_t Scaled(std::uint64_t limit) const { return limit * percent_ / 100; }

  int version_ = 1;
  unsigned percent_ = 100;
  std::map<NativeType, std::uint16_t> windows_;
  std::unordered_map<NativeType, std::uint16_t> under_way_;
  std::int64_t slot_ = -1;
  Sum all_;
  std::unordered_map<NativeType, Sum> sums_;
};

}  // namespace dragoman::chia
