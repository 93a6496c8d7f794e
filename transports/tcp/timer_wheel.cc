#include "transports/tcp/timer_wheel.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace dragoman {

TimerWheel::TimerWheel(Instant start) : start_(start) { first_.fill(kNoEntry); }

std::uint64_t TimerWheel::TickAt(Instant now) const {
  return now <= start_ ? 0 : static_cast<std::uint64_t>((now - start_) / kSlot);
}

Instant TimerWheel::Border(std::uint64_t tick) const {
  return start_ + static_cast<std::int64_t>(tick) * kSlot;
}

TimerWheel::Id TimerWheel::IdOf(std::uint32_t index) const {
  return (static_cast<Id>(entries_[index].generation) << 32) | index;
}

// Null unless it is still to run.
const TimerWheel::Entry* TimerWheel::Find(Id id) const {
  const auto index = static_cast<std::uint32_t>(id);
  if (index >= entries_.size() || IdOf(index) != id || !entries_[index].live) return nullptr;
  return &entries_[index];
}

TimerWheel::Id TimerWheel::Add(Instant due, std::function<void()> work) {
  std::uint32_t index = free_;
  if (index == kNoEntry) {
    index = static_cast<std::uint32_t>(entries_.size());
    entries_.emplace_back();
  } else {
    free_ = entries_[index].after;
  }
  Entry& entry = entries_[index];
  entry.work = std::move(work);
  entry.due = due;
  // The first slot border at or after `due`, and never one that has been passed.
  const std::uint64_t exact = TickAt(due);
  entry.tick = std::max(Border(exact) >= due ? exact : exact + 1, tick_ + 1);
  entry.order = ++added_;
  entry.live = true;
  Link(index);
  ++size_;
  return IdOf(index);
}

bool TimerWheel::Cancel(Id id) {
  const Entry* entry = Find(id);
  if (entry == nullptr) return false;
  const auto index = static_cast<std::uint32_t>(id);
  if (entry->in_slot) Unlink(index);
  const std::function<void()> destroyed_last = Release(index);
  return true;
}

std::size_t TimerWheel::Run(Instant now) {
  const std::uint64_t now_tick = TickAt(now);
  if (now_tick <= tick_) return 0;
  const std::uint64_t visits = std::min<std::uint64_t>(now_tick - tick_, kSlots);
  for (std::uint64_t i = 1; i <= visits; ++i) Collect((tick_ + i) % kSlots, now_tick);
  tick_ = now_tick;
  std::ranges::sort(due_, [this](Id a, Id b) {
    const Entry& x = *Find(a);
    const Entry& y = *Find(b);
    return std::pair(x.due, x.order) < std::pair(y.due, y.order);
  });
  std::size_t ran = 0;
  for (const Id id : due_) {
    if (Find(id) == nullptr) continue;  // cancelled by what ran before it
    const std::function<void()> work = Release(static_cast<std::uint32_t>(id));
    work();
    ++ran;
  }
  due_.clear();
  return ran;
}

void TimerWheel::Clear() {
  for (std::uint32_t index = 0; size_ > 0; index = index + 1 < entries_.size() ? index + 1 : 0) {
    if (entries_[index].live) Cancel(IdOf(index));
  }
}

Instant TimerWheel::Next() const {
  if (size_ == 0) return kNever;
  for (std::uint64_t ahead = 1; ahead <= kSlots;) {
    const std::uint64_t slot = (tick_ + ahead) % kSlots;
    const std::uint64_t word = occupied_[slot / 64] >> (slot % 64);
    if (word != 0) {
      ahead += static_cast<std::uint64_t>(std::countr_zero(word));
      return Border(tick_ + std::min<std::uint64_t>(ahead, kSlots));
    }
    ahead += 64 - slot % 64;
  }
  return Border(tick_ + 1);
}

void TimerWheel::Link(std::uint32_t index) {
  Entry& entry = entries_[index];
  const std::uint64_t slot = entry.tick % kSlots;
  entry.before = kNoEntry;
  entry.after = first_[slot];
  if (entry.after != kNoEntry) entries_[entry.after].before = index;
  first_[slot] = index;
  occupied_[slot / 64] |= std::uint64_t{1} << (slot % 64);
  entry.in_slot = true;
}

void TimerWheel::Unlink(std::uint32_t index) {
  Entry& entry = entries_[index];
  const std::uint64_t slot = entry.tick % kSlots;
  if (entry.before != kNoEntry) entries_[entry.before].after = entry.after;
  if (entry.after != kNoEntry) entries_[entry.after].before = entry.before;
  if (first_[slot] == index) first_[slot] = entry.after;
  if (first_[slot] == kNoEntry) occupied_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
  entry.in_slot = false;
}

// Frees the entry and gives its work, which may touch the wheel when run or destroyed.
std::function<void()> TimerWheel::Release(std::uint32_t index) {
  Entry& entry = entries_[index];
  std::function<void()> work = std::exchange(entry.work, nullptr);
  entry.live = false;
  ++entry.generation;
  entry.after = free_;
  free_ = index;
  --size_;
  return work;
}

void TimerWheel::Collect(std::uint64_t slot, std::uint64_t now_tick) {
  for (std::uint32_t index = first_[slot]; index != kNoEntry;) {
    const std::uint32_t after = entries_[index].after;
    if (entries_[index].tick <= now_tick) {
      Unlink(index);
      due_.push_back(IdOf(index));
    }
    index = after;
  }
}

}  // namespace dragoman
