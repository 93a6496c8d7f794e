// Sleepers: the flows of one peer that wait for a time, on the session's clock.
#pragma once

#include <coroutine>
#include <map>
#include <utility>

#include "core/base/clock.h"

namespace dragoman {

class Sleepers {
  using Waiting = std::multimap<Instant, std::pair<std::coroutine_handle<>, bool*>>;

 public:
  class Awaiter {
   public:
    Awaiter(Sleepers& sleepers, Instant until) : sleepers_(sleepers), until_(until) {}
    ~Awaiter() {
      if (waiting_) sleepers_.waiting_.erase(place_);
    }
    Awaiter(const Awaiter&) = delete;
    Awaiter& operator=(const Awaiter&) = delete;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
      place_ = sleepers_.waiting_.emplace(until_, std::pair(waiter, &waiting_));
      waiting_ = true;
    }
    void await_resume() const {}

   private:
    Sleepers& sleepers_;
    const Instant until_;
    bool waiting_ = false;
    Waiting::iterator place_;
  };

  Instant Next() const { return waiting_.empty() ? kNever : waiting_.begin()->first; }

  // Resumes everybody whose time has come by `now`; who goes to sleep again meanwhile waits for the next call.
  void Wake(Instant now) {
    std::size_t due = static_cast<std::size_t>(std::distance(waiting_.begin(), waiting_.upper_bound(now)));
    for (; due > 0 && !waiting_.empty() && waiting_.begin()->first <= now; --due) {
      const auto [waiter, in_map] = waiting_.begin()->second;
      *in_map = false;
      waiting_.erase(waiting_.begin());
      waiter.resume();
    }
  }

 private:
  Waiting waiting_;
};

}  // namespace dragoman
