#include "core/base/executor.h"

namespace dragoman {

ThreadPool::ThreadPool(std::size_t threads, std::size_t max_queued) : max_queued_(max_queued) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

Status ThreadPool::Submit(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return Status(Code::kShutdown, "the worker pool is stopping");
    if (queue_.size() >= max_queued_) {
      return Status(Code::kOverload, "{} pieces of work are already waiting", max_queued_);
    }
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return Ok();
}

void ThreadPool::Work() {
  for (;;) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

std::size_t ManualExecutor::RunAll() {
  std::size_t ran = 0;
  while (!queue_.empty()) {
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    work();
    ++ran;
  }
  return ran;
}

}  // namespace dragoman
