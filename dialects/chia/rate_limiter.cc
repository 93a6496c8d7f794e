#include "dialects/chia/rate_limiter.h"

namespace dragoman::chia {

const char* Describe(RateBreach breach) {
  switch (breach) {
    case RateBreach::kNone: return "none";
    case RateBreach::kAggregateCount: return "messages of all types in a minute";
    case RateBreach::kAggregateTotal: return "bytes of all types in a minute";
    case RateBreach::kCount: return "messages of this type in a minute";
    case RateBreach::kSize: return "bytes of one message of this type";
    case RateBreach::kTotal: return "bytes of this type in a minute";
  }
  return "";
}

RateLimiter::Tally& RateLimiter::TallyOf(std::uint8_t type) {
  for (Tally& tally : tallies_) {
    if (tally.type == type) return tally;
  }
  return tallies_.emplace_back(Tally{type});
}

bool RateLimiter::Fits(std::uint8_t type, std::uint64_t size) const {
  const RateLimit* limit = RateLimitOf(type, version_);
  if (limit == nullptr) return true;
  if (size > limit->size || (limit->aggregate && IsAbove(size, kAggregateTotal))) return false;
  return limit->size_only() || !IsAbove(size, limit->total);
}

RateBreach RateLimiter::Check(std::uint8_t type, std::uint64_t size, Instant now) {
  const std::int64_t slot = now.time_since_epoch() / Duration(kRateSlot);
  if (slot != slot_) {
    slot_ = slot;
    aggregate_count_ = aggregate_total_ = 0;
    tallies_.clear();
  }
  const RateLimit* limit = RateLimitOf(type, version_);
  if (limit == nullptr) return RateBreach::kNone;

  Tally& tally = TallyOf(type);
  const std::uint32_t count = tally.count + 1;
  const std::uint64_t total = tally.total + size;
  const std::uint64_t aggregate_count = aggregate_count_ + (limit->aggregate ? 1 : 0);
  const std::uint64_t aggregate_total = aggregate_total_ + (limit->aggregate ? size : 0);

  RateBreach breach = RateBreach::kNone;
  if (limit->aggregate && IsAbove(aggregate_count, kAggregateCount)) {
    breach = RateBreach::kAggregateCount;
  } else if (limit->aggregate && IsAbove(aggregate_total, kAggregateTotal)) {
    breach = RateBreach::kAggregateTotal;
  } else if (!limit->size_only() && IsAbove(count, limit->count)) {
    breach = RateBreach::kCount;
  } else if (size > limit->size) {
    breach = RateBreach::kSize;
  } else if (!limit->size_only() && IsAbove(total, limit->total)) {
    breach = RateBreach::kTotal;
  }
  if (direction_ == Direction::kInbound || breach == RateBreach::kNone) {
    tally.count = count;
    tally.total = total;
    aggregate_count_ = aggregate_count;
    aggregate_total_ = aggregate_total;
  }
  return breach;
}

}  // namespace dragoman::chia
