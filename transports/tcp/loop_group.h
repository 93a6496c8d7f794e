// LoopGroup: several loops, each with a thread of its own. Connections are pinned to the loop that
// took them.
#pragma once

#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "transports/tcp/loop.h"

namespace dragoman {

class LoopGroup {
 public:
  // `count` loops; 0: one per core. `clock` must outlive the group.
  explicit LoopGroup(const Clock& clock, std::size_t count = 0);
  // Stops and joins. What the sessions use must still be there then: call Join before taking it
  // down.
  ~LoopGroup();
  LoopGroup(const LoopGroup&) = delete;
  LoopGroup& operator=(const LoopGroup&) = delete;

  std::size_t size() const { return loops_.size(); }
  Loop& operator[](std::size_t index) { return *loops_[index]; }
  std::vector<Loop*> all() const;

  // Starts the threads. Once.
  void Start();
  // As Loop::Stop and Loop::StopNow, for every loop. Any thread.
  void Stop();
  void StopNow();
  // Waits until every loop has ended.
  void Join();

 private:
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
};

}  // namespace dragoman
