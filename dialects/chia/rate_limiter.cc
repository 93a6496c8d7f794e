#include "dialects/chia/rate_limiter.h"

namespace dragoman::chia {
namespace {

constexpr Duration kSlot = std::chrono::seconds(60);

}  // namespace

bool RateLimiter::Count(NativeType message, std::size_t size, Instant now, bool always) {
  if (windows_.contains(message)) return true;
  const std::int64_t slot = now.time_since_epoch() / kSlot;
  if (slot != slot_) {
    slot_ = slot;
    all_ = {};
    sums_.clear();
  }
  const RateLimit& limit = RateLimitOf(message, version_);
  Sum all = all_;
  if (limit.aggregate) {
    ++all.count;
    all.bytes += size;
  }
  Sum& kept = sums_[message];
  Sum own = kept;
  ++own.count;
  own.bytes += size;
  const bool within = Within(limit, all, own, size);
  if (within || always) {
    all_ = all;
    kept = own;
  }
  return within;
}

// In the order of wire/chia.md 13.1; a limit is exceeded by what is above it, this message included.
bool RateLimiter::Within(const RateLimit& limit, const Sum& all, const Sum& own, std::size_t size) const {
  if (limit.aggregate && all.count > Scaled(kAllTogether.count)) return false;
  if (limit.aggregate && all.bytes > Scaled(kAllTogether.total)) return false;
  if (size > limit.largest) return false;
  return limit.count == 0 || (own.count <= Scaled(limit.count) && own.bytes <= Scaled(limit.total));
}

bool RateLimiter::Begin(NativeType message) {
  const auto window = windows_.find(message);
  if (window == windows_.end() || window->second == 0) return true;
  std::uint16_t& under_way = under_way_[message];
  if (under_way >= window->second) return false;
  ++under_way;
  return true;
}

void RateLimiter::End(NativeType message) {
  const auto under_way = under_way_.find(message);
  if (under_way != under_way_.end() && under_way->second > 0) --under_way->second;
}

}  // namespace dragoman::chia
