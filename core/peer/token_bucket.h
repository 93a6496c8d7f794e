// TokenBucket: so much in the long run, and at most `capacity` at once. One thread.
#pragma once

#include <algorithm>

#include "core/base/clock.h"

namespace dragoman {

class TokenBucket {
 public:
  // Takes `cost` out of a bucket that fills with `rate` a second; gives how long it is then empty, zero if it is not.
  Duration Take(double cost, double rate, double capacity, Instant now) {
    const double since = fresh_ ? 0 : std::chrono::duration<double>(now - filled_).count();
    tokens_ = fresh_ ? capacity : std::min(capacity, tokens_ + rate * since);
    fresh_ = false;
    filled_ = now;
    tokens_ -= cost;
    if (tokens_ >= 0) return Duration::zero();
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(-tokens_ / rate));
  }

 private:
  double tokens_ = 0;
  Instant filled_{};
  bool fresh_ = true;
};

}  // namespace dragoman
