// RateLimiter: what one direction of one connection has carried in the running slot, held to the table
// (wire/chia.md 13.1). Slots are aligned to the clock, not to the connection.
#pragma once

#include <vector>

#include "core/base/clock.h"
#include "dialects/chia/rate_table.h"

namespace dragoman::chia {

// Which limit a message is above, in the order in which they are asked.
enum class RateBreach : std::uint8_t { kNone, kAggregateCount, kAggregateTotal, kCount, kSize, kTotal };
// "its count in this minute", …: after "above the limit of".
const char* Describe(RateBreach breach);

class RateLimiter {
 public:
  // What came in has come, so that it always counts; what goes out counts if it may go.
  enum class Direction : std::uint8_t { kInbound, kOutbound };

  // `percent` of the counts and totals; the size of one message is not scaled.
  RateLimiter(Direction direction, unsigned percent) : direction_(direction), percent_(percent) {}

  // Both sides' capabilities decide; 1 until they are known. What was counted stays.
  void UseVersion(unsigned version) { version_ = version; }
  // A body of this size now. Of a type that has no row nothing is said and nothing counted.
  RateBreach Check(std::uint8_t type, std::uint64_t size, Instant now);
  // Whether a body of this size could pass in a slot of its own.
  bool Fits(std::uint8_t type, std::uint64_t size) const;
  // When what is kept back may be tried again with fresh counters.
  Instant SlotEnd() const { return Instant((slot_ + 1) * Duration(kRateSlot)); }

 private:
  struct Tally {
    std::uint8_t type = 0;
    std::uint32_t count = 0;
    std::uint64_t total = 0;
  };

  bool IsAbove(std::uint64_t value, std::uint64_t limit) const { return value * 100 > limit * percent_; }
  Tally& TallyOf(std::uint8_t type);

  Direction direction_;
  unsigned percent_;
  unsigned version_ = 1;
  std::int64_t slot_ = -1;
  std::uint64_t aggregate_count_ = 0, aggregate_total_ = 0;
  std::vector<Tally> tallies_;  // of the types seen in this slot: few
};

}  // namespace dragoman::chia
