#include "transports/memory/memory_host.h"

#include <algorithm>

namespace dragoman {

bool MemoryHost::RunUntilIdle() {
  for (std::size_t round = 0; round < kMaxRounds; ++round) {
    bool more = mail_.RunRound() > 0;
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
  Instant next = mail_.NextTimer();
  for (const Member* member : members_) {
    if (member != nullptr) next = std::min(next, member->NextDeadline());
  }
  return std::max(next, Now());
}

void MemoryHost::Leave(const Member& member) {
  std::ranges::replace(members_, const_cast<Member*>(&member), nullptr);
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
