// RecentEnds: how the last peers left, for whoever asks why somebody is gone. Bounded; thread-safe.
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "core/session/link.h"

namespace dragoman {

class RecentEnds {
 public:
  static constexpr std::size_t kKept = 256;

  struct End {
    std::int64_t wall_nanos = 0;
    std::string address;
    std::string reason;
    ClosedBy by = ClosedBy::kUs;
  };

  void Add(End end) {
    const std::lock_guard lock(mutex_);
    ends_.push_back(std::move(end));
    if (ends_.size() > kKept) ends_.pop_front();
  }
  // Oldest first.
  std::vector<End> Read() const {
    const std::lock_guard lock(mutex_);
    return {ends_.begin(), ends_.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::deque<End> ends_;
};

}  // namespace dragoman
