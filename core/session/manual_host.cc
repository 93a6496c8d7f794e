#include "core/session/manual_host.h"

#include <utility>

namespace dragoman {

void ManualHost::Post(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  posted_.push_back(std::move(work));
}

void ManualHost::After(Duration delay, std::function<void()> work) {
  const Instant now = Now();
  timers_.emplace(delay < kNever - now ? now + delay : kNever, std::move(work));
}

std::size_t ManualHost::RunRound() {
  std::vector<std::function<void()>> due;
  {
    const std::lock_guard lock(mutex_);
    due.swap(posted_);
  }
  while (!timers_.empty() && timers_.begin()->first <= Now()) {
    due.push_back(std::move(timers_.extract(timers_.begin()).mapped()));
  }
  for (std::function<void()>& work : due) std::exchange(work, nullptr)();
  return due.size();
}

std::size_t ManualHost::RunDue() {
  std::size_t ran = 0;
  while (const std::size_t round = RunRound()) ran += round;
  return ran;
}

}  // namespace dragoman
