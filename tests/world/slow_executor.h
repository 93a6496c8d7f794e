// SlowExecutor: work that takes its time, one piece after the other, on a loop in memory. Gone, it
// takes along what it has not done, as a killed process does.
#pragma once

#include <deque>
#include <functional>

#include "core/base/executor.h"
#include "core/session/host.h"
#include "transports/memory/chance.h"

namespace dragoman::world {

class SlowExecutor final : public Executor {
 public:
  // Each piece takes between `least` and `most`. `loop` does not run any more when this is gone.
  SlowExecutor(Host& loop, std::uint64_t seed, Duration least, Duration most)
      : loop_(loop), chance_(seed), least_(least), most_(most) {}

  Status Submit(std::function<void()> work) override {
    queue_.push_back(std::move(work));
    Begin();
    return Ok();
  }
  // Everything at once, also what is submitted meanwhile.
  void Finish() {
    while (!queue_.empty()) RunOne();
  }
  // Nothing of it is done any more; whoever waits for it is told so while it still exists.
  void Forget() {
    while (!queue_.empty()) queue_.pop_front();
  }

 private:
  void Begin() {
    if (busy_) return;
    busy_ = true;
    loop_.After(chance_.Between(least_, most_), [this] {
      busy_ = false;
      if (!queue_.empty()) RunOne();
      if (!queue_.empty()) Begin();
    });
  }
  void RunOne() {
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    work();
  }

  Host& loop_;
  Chance chance_;
  const Duration least_;
  const Duration most_;
  std::deque<std::function<void()>> queue_;
  bool busy_ = false;
};

}  // namespace dragoman::world
