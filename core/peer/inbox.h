// Inbox<M>: the bounded mailbox through which a flow receives its messages.
// A waiting flow is resumed in place: no post, no lock, no copy. Otherwise the envelope is queued and charged in
// bytes; when full, the peer's reading pauses. One flow reads an inbox; one thread.
#pragma once

#include <coroutine>
#include <list>

#include "core/peer/received.h"

namespace dragoman {

class InboxBase {
 public:
  InboxBase() = default;
  InboxBase(const InboxBase&) = delete;
  InboxBase& operator=(const InboxBase&) = delete;

  void Push(Envelope&& envelope);
  // That wait; the peer's reading pauses before they become too many (Limits::queue_bytes).
  std::size_t bytes() const { return bytes_; }
  std::size_t waiting() const { return queue_.size(); }
  // How many its flow has taken so far.
  std::size_t taken() const { return taken_; }
  // Drops what waits.
  void Clear();

 protected:
  class NextAwaiter {
   public:
    explicit NextAwaiter(InboxBase& inbox) : inbox_(inbox) {}
    ~NextAwaiter() { inbox_.reader_ = nullptr; }
    NextAwaiter(const NextAwaiter&) = delete;
    NextAwaiter& operator=(const NextAwaiter&) = delete;
    bool await_ready() const { return !inbox_.queue_.empty(); }
    void await_suspend(std::coroutine_handle<> reader) { inbox_.reader_ = reader; }

   protected:
    Envelope Take();

   private:
    InboxBase& inbox_;
  };

 private:
  std::list<Envelope> queue_;  // a list: empty, it takes no memory
  std::size_t bytes_ = 0;
  std::size_t taken_ = 0;
  std::coroutine_handle<> reader_;
  Envelope* in_place_ = nullptr;
};

template <class M>
class Inbox : public InboxBase {
  class Awaiter : public NextAwaiter {
   public:
    using NextAwaiter::NextAwaiter;
    Result<Received<M>> await_resume() {
      Envelope envelope = this->Take();
      Result<M> message = ReadMessage<M>(envelope.body);
      if (!message.ok()) return message.status();
      return Result<Received<M>>(std::in_place, std::move(*message), std::move(envelope));
    }
  };

 public:
  // The next message, or why what arrived is none. Suspends until one is there.
  Awaiter Next() { return Awaiter(*this); }
};

}  // namespace dragoman
