// Hearing: the messages of a handshake, one at a time, whatever they are. One thread.
#pragma once

#include <coroutine>
#include <list>
#include <optional>

#include "core/base/clock.h"
#include "core/wire/codec.h"

namespace dragoman {

class Hearing {
 public:
  class Awaiter {
   public:
    Awaiter(Hearing& hearing, Instant until) : hearing_(hearing), until_(until) {}
    ~Awaiter() { hearing_.waiter_ = nullptr; }
    Awaiter(const Awaiter&) = delete;
    Awaiter& operator=(const Awaiter&) = delete;
    bool await_ready() const { return !hearing_.heard_.empty(); }
    void await_suspend(std::coroutine_handle<> waiter) {
      hearing_.waiter_ = waiter;
      hearing_.until_ = until_;
    }
    Result<Envelope> await_resume() {
      hearing_.until_ = kNever;
      std::optional<Envelope> next = hearing_.Take();
      if (!next.has_value()) return Status(Code::kTimedOut, "nothing was heard in time");
      return std::move(*next);
    }

   private:
    Hearing& hearing_;
    const Instant until_;
  };

  // The next message, or kTimedOut.
  Awaiter Next(Instant until) { return Awaiter(*this, until); }

  void Push(const Envelope& envelope) {
    heard_.push_back(envelope.Kept());
    bytes_ += heard_.back().held();
    Resume();
  }
  std::optional<Envelope> Take() {
    if (heard_.empty()) return std::nullopt;
    Envelope front = std::move(heard_.front());
    heard_.pop_front();
    bytes_ -= front.held();
    return front;
  }
  std::size_t bytes() const { return bytes_; }
  Instant deadline() const { return until_; }
  void Tick(Instant now) {
    if (until_ <= now) Resume();
  }

 private:
  void Resume() {
    if (waiter_) std::exchange(waiter_, nullptr).resume();
  }

  std::list<Envelope> heard_;
  std::size_t bytes_ = 0;
  std::coroutine_handle<> waiter_;
  Instant until_ = kNever;
};

}  // namespace dragoman
