// Executor: where long work (hash checks, disk) runs, off the network threads.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/status.h"

namespace dragoman {

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs `work` later on some thread of the executor, or refuses with kOverload / kShutdown.
  virtual Status Submit(std::function<void()> work) = 0;
};

// A bounded pool of threads. Destruction finishes what was accepted.
class ThreadPool final : public Executor {
 public:
  ThreadPool(std::size_t threads, std::size_t max_queued);
  ~ThreadPool() override;
  Status Submit(std::function<void()> work) override;

 private:
  void Work();

  const std::size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// Runs what was submitted when told to: one thread, so that the same seed gives the same run.
class ManualExecutor final : public Executor {
 public:
  Status Submit(std::function<void()> work) override {
    queue_.push_back(std::move(work));
    return Ok();
  }
  // Runs everything, also what is submitted meanwhile; gives how much that was.
  std::size_t RunAll();

 private:
  std::deque<std::function<void()>> queue_;
};

}  // namespace dragoman
