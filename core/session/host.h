// Host: the loop that owns a session. Implemented by transports, and by a manual one in tests.
#pragma once

#include <functional>

#include "core/base/clock.h"

namespace dragoman {

class Host {
 public:
  virtual ~Host() = default;
  virtual Instant Now() const = 0;
  // Runs `work` on the owning thread, soon, never from within Post. Thread-safe. After the loop has ended the
  // work is destroyed without being run.
  virtual void Post(std::function<void()> work) = 0;
  // The same after a while (coarse: tens of milliseconds). Owning thread only.
  virtual void After(Duration delay, std::function<void()> work) = 0;
};

}  // namespace dragoman
