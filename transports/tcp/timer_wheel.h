// TimerWheel: work that is due at some time, kept in slots of 20 ms. Adding and cancelling touch
// one slot; nothing ever runs early, and what is due runs within one slot of being asked. One ring
// of 512 slots: what lies further ahead than a round (10 s) is passed over once per round. Pure:
// driven by whoever calls Run. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/clock.h"

namespace dragoman {

class TimerWheel {
 public:
  static constexpr Duration kSlot = std::chrono::milliseconds(20);
  using Id = std::uint64_t;
  static constexpr Id kNone = 0;

  explicit TimerWheel(Instant start);
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  Id Add(Instant due, std::function<void()> work);
  // False if it has run, runs or was cancelled already. The work is destroyed before this returns.
  bool Cancel(Id id);
  // Runs what is due by `now`, in order of time; what is added meanwhile waits for a later Run.
  std::size_t Run(Instant now);
  // Destroys everything without running it.
  void Clear();
  // When to call Run next; kNever if nothing is scheduled. May be sooner than the earliest work is
  // due.
  Instant Next() const;

  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kSlots = 512;
  static constexpr std::uint32_t kNoEntry = ~std::uint32_t{0};

  struct Entry {
    std::function<void()> work;
    Instant due{};
    std::uint64_t tick = 0;   // the slot number, counted from `start_`, at which it may run
    std::uint64_t order = 0;  // of adding
    std::uint32_t generation = 1;
    std::uint32_t before = kNoEntry;
    std::uint32_t after = kNoEntry;  // also links the free entries
    bool live = false;
    bool in_slot = false;
  };

  std::uint64_t TickAt(Instant now) const;
  Instant Border(std::uint64_t tick) const;
  Id IdOf(std::uint32_t index) const;
  const Entry* Find(Id id) const;
  void Link(std::uint32_t index);
  void Unlink(std::uint32_t index);
  std::function<void()> Release(std::uint32_t index);
  void Collect(std::uint64_t slot, std::uint64_t now_tick);

  const Instant start_;
  std::uint64_t tick_ = 0;  // everything up to this one has run
  std::vector<Entry> entries_;
  std::uint32_t free_ = kNoEntry;
  std::array<std::uint32_t, kSlots> first_;
  std::array<std::uint64_t, kSlots / 64> occupied_{};
  std::uint64_t added_ = 0;
  std::size_t size_ = 0;
  std::vector<Id> due_;  // scratch of Run
};

}  // namespace dragoman
