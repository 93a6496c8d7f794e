#include "transports/tcp/loop_group.h"

#include <algorithm>
#include <string>

#include <pthread.h>

namespace dragoman {

LoopGroup::LoopGroup(const Clock& clock, std::size_t count) {
  if (count == 0) count = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>(clock));
}

LoopGroup::~LoopGroup() {
  Stop();
  Join();
}

std::vector<Loop*> LoopGroup::all() const {
  std::vector<Loop*> loops;
  for (const auto& loop : loops_) loops.push_back(loop.get());
  return loops;
}

void LoopGroup::Start() {
  for (std::size_t i = 0; i < loops_.size(); ++i) {
    threads_.emplace_back([loop = loops_[i].get()] { loop->Run(); });
    const std::string name = "loop-" + std::to_string(i);
    ::pthread_setname_np(threads_.back().native_handle(), name.c_str());
  }
}

void LoopGroup::Stop() {
  for (const auto& loop : loops_) loop->Stop();
}

void LoopGroup::StopNow() {
  for (const auto& loop : loops_) loop->StopNow();
}

void LoopGroup::Join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace dragoman
