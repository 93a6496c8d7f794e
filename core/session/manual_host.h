// ManualHost: a loop that is turned by hand, for tests, the memory transport and the simulator.
// One thread; only Post may come from others.
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "core/session/host.h"

namespace dragoman {

class ManualHost final : public Host {
 public:
  // The clock outlives the host.
  explicit ManualHost(const Clock& clock) : clock_(clock) {}
  Instant Now() const override { return clock_.Now(); }
  void Post(std::function<void()> work) override;
  void After(Duration delay, std::function<void()> work) override;

  // Runs what has been posted and the timers that are due; what comes meanwhile waits. Gives how much that was.
  std::size_t RunRound();
  // Runs also what comes meanwhile, until nothing does.
  std::size_t RunDue();
  Instant NextTimer() const { return timers_.empty() ? kNever : timers_.begin()->first; }

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
  std::multimap<Instant, std::function<void()>> timers_;
};

}  // namespace dragoman
