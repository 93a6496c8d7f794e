// SyncGoal: tells when a sync is done, or that it comes no farther. It hears the events of an instance; what it tells
// comes on the instance's loop, maybe more than once.
#pragma once

#include <functional>
#include <optional>

#include "apps/dragoman/instance.h"

namespace dragoman {

class SyncGoal {
 public:
  // Longer than a peer's deadline and the pause before it is dialed again.
  static constexpr std::chrono::seconds kPatience{90};

  // `to`: a height; none: what the peers have. With `follow` the chain's end is no end, nor is a stall.
  // `end` gets OK, or kNotFound with why it will not be reached.
  SyncGoal(Instance& instance, std::optional<std::int64_t> to, bool follow, std::function<void(const Status&)> end)
      : instance_(instance), to_(to), follow_(follow), end_(std::move(end)) {}

  void Start();

 private:
  void Hear(const Event& event);
  void Judge(const event::SyncProgress& progress);
  void Wait();
  void Reached(std::int64_t height);

  Instance& instance_;
  const std::optional<std::int64_t> to_;
  const bool follow_;
  const std::function<void(const Status&)> end_;
  std::atomic<Duration::rep> heard_ = 0;  // when something moved
  Subscription subscription_;
};

}  // namespace dragoman
