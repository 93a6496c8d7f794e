// Within: waits for a task, but no longer than so long.
//
//   Within<Result<Tip>> waiting(peer, std::move(task), kPatience);
//   std::optional<Result<Tip>> tip = co_await waiting;  // none: it took longer, and the task is gone with `waiting`
#pragma once

#include <optional>
#include <utility>

#include "core/peer/peer.h"

namespace dragoman {

template <class T>
class Within {
 public:
  Within(Peer& peer, Task<T> work, Duration time) : work_(std::move(work)), end_(Sleep(peer, time)) {}
  Within(const Within&) = delete;
  Within& operator=(const Within&) = delete;

  bool await_ready() {
    work_.Start(OneEnded, this);
    return work_.done();
  }
  void await_suspend(std::coroutine_handle<> waiter) {
    waiter_ = waiter;
    end_.Start(OneEnded, this);
  }
  std::optional<T> await_resume() {
    if (!work_.done()) return std::nullopt;
    return std::move(work_.result());
  }

 private:
  static Task<Status> Sleep(Peer& peer, Duration time) {
    co_await peer.Sleep(time);
    co_return Ok();
  }
  // Of both only the first resumes who waits; this may end with that.
  static void OneEnded(void* within) {
    auto& self = *static_cast<Within*>(within);
    if (self.waiter_) std::exchange(self.waiter_, nullptr).resume();
  }

  Task<T> work_;
  Task<Status> end_;
  std::coroutine_handle<> waiter_;
};

}  // namespace dragoman
