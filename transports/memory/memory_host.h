// MemoryHost: a loop that is turned by hand, on a clock of its own. What is joined in memory runs on it in one
// order, so that the same input gives the same run. One thread; only Post may come from others.
#pragma once

#include <functional>
#include <vector>

#include "core/session/manual_host.h"

namespace dragoman {

class MemoryHost final : public Host {
 public:
  // Something that has deadlines of its own and moves when the host does. Taken in the order of
  // joining.
  class Member {
   public:
    virtual ~Member() = default;
    // When to step again at the latest; kNever if only others can wake it.
    virtual Instant NextDeadline() const = 0;
    // Does what can be done at this instant; false if that was nothing.
    virtual bool Step() = 0;
  };
  // Rounds at one instant after which it counts as a hang.
  static constexpr std::size_t kMaxRounds = 1'000'000;

  // --- Host ---
  Instant Now() const override { return clock_.Now(); }
  void Post(std::function<void()> work) override { mail_.Post(std::move(work)); }
  void After(Duration delay, std::function<void()> work) override { mail_.After(delay, std::move(work)); }

  const ManualClock& clock() const { return clock_; }

  // Everything that can happen without time passing. False: it does not come to rest.
  [[nodiscard]] bool RunUntilIdle();
  // Moves the clock, stopping at every deadline on the way. False: it did not come to rest
  // somewhere.
  [[nodiscard]] bool Advance(Duration by);
  // When something happens by itself, kNever if nothing will.
  Instant NextDeadline() const;
  // `work` belongs to every round, for example ManualExecutor::RunAll; it gives how much it did.
  void AlsoRun(std::function<std::size_t()> work) { also_.push_back(std::move(work)); }

  // A member must leave before it is destroyed; it may do both at any time.
  void Join(Member& member) { members_.push_back(&member); }
  void Leave(const Member& member);

 private:
  bool StepMembers();

  ManualClock clock_;
  ManualHost mail_{clock_};
  std::vector<Member*> members_;  // null: has left during a step
  std::vector<std::function<std::size_t()>> also_;
};

}  // namespace dragoman
