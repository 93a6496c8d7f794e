#include "transports/memory/memory_host.h"

#include <algorithm>
#include <utility>

namespace dragoman {

void MemoryHost::Post(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  posted_.push_back(std::move(work));
}

void MemoryHost::After(Duration delay, std::function<void()> work) {
  const Instant now = Now();
  timers_.emplace(delay < kNever - now ? now + delay : kNever, std::move(work));
}

bool MemoryHost::RunUntilIdle() {
  for (std::size_t round = 0; round < kMaxRounds; ++round) {
    bool more = RunPosted();
    more = RunTimers() || more;
    more = StepMembers() || more;
    for (const auto& work : also_) more = work() > 0 || more;
    if (!more) return true;
  }
  return false;
}

bool MemoryHost::Advance(Duration by) {
  const Instant until = Now() + by;
  for (;;) {
    if (!RunUntilIdle()) return false;
    const Instant next = NextDeadline();
    if (next > until) break;
    clock_.Advance(next - Now());
  }
  clock_.Advance(until - Now());
  return true;
}

Instant MemoryHost::NextDeadline() const {
  Instant next = timers_.empty() ? kNever : timers_.begin()->first;
  for (const Member* member : members_) {
    if (member != nullptr) next = std::min(next, member->NextDeadline());
  }
  return std::max(next, Now());
}

void MemoryHost::Leave(const Member& member) {
  std::ranges::replace(members_, const_cast<Member*>(&member), nullptr);
}

bool MemoryHost::RunPosted() {
  std::vector<std::function<void()>> work;
  {
    const std::lock_guard lock(mutex_);
    work.swap(posted_);
  }
  for (std::function<void()>& each : work) std::exchange(each, nullptr)();
  return !work.empty();
}

bool MemoryHost::RunTimers() {
  bool ran = false;
  while (!timers_.empty() && timers_.begin()->first <= Now()) {
    const auto due = timers_.extract(timers_.begin());
    due.mapped()();
    ran = true;
  }
  return ran;
}

bool MemoryHost::StepMembers() {
  bool moved = false;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (members_[i] != nullptr) moved = members_[i]->Step() || moved;
  }
  std::erase(members_, nullptr);
  return moved;
}

}  // namespace dragoman
