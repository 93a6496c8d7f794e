// News: what happened on the chain and in the pool, waiting for its turn to be told to one
// subscriber.
#pragma once

#include <coroutine>
#include <list>
#include <utility>

#include "core/base/bytes.h"

namespace dragoman::flowee {

struct News {
  enum class Kind : std::uint8_t { kBlock, kBlockRemoved, kTransaction, kDoubleSpend };
  Kind kind = Kind::kBlock;
  Hash256 hash{};  // of the block, or of the transaction in the pool
  std::int64_t height = 0;
  std::size_t removals_left = 0;  // blocks that are removed next, with this one
  Hash256 rival{};
};

// Bounded by who pushes. One flow reads it, on the thread that pushes; it is resumed in place.
class NewsQueue {
 public:
  class Awaiter {
   public:
    explicit Awaiter(NewsQueue& queue) : queue_(queue) {}
    ~Awaiter() { queue_.reader_ = nullptr; }
    Awaiter(const Awaiter&) = delete;
    Awaiter& operator=(const Awaiter&) = delete;
    bool await_ready() const { return !queue_.waiting_.empty(); }
    void await_suspend(std::coroutine_handle<> reader) { queue_.reader_ = reader; }
    News await_resume() {
      News next = queue_.waiting_.front();
      queue_.waiting_.pop_front();
      return next;
    }

   private:
    NewsQueue& queue_;
  };

  void Push(const News& news) {
    waiting_.push_back(news);
    if (reader_) std::exchange(reader_, nullptr).resume();
  }
  Awaiter Next() { return Awaiter(*this); }
  std::size_t size() const { return waiting_.size(); }

 private:
  std::list<News> waiting_;  // costs an idle connection nothing
  std::coroutine_handle<> reader_;
};

}  // namespace dragoman::flowee
