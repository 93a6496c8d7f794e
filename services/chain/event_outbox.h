// EventOutbox: keeps the order of events that several threads have to publish after they have let
// go of a lock. What is added under that lock is published in that order, whoever delivers.
// Thread-safe.
#pragma once

#include <deque>
#include <mutex>

#include "core/router/router.h"

namespace dragoman::chain {

class EventOutbox {
 public:
  explicit EventOutbox(Router& router) : router_(router) {}

  void Add(Event event);
  // Publishes until nothing is left, unless another thread (or a caller of this one) is doing so.
  // Hold no lock that a subscriber might want.
  void Deliver();

 private:
  Router& router_;
  std::mutex mutex_;
  bool delivering_ = false;
  std::deque<Event> events_;
};

}  // namespace dragoman::chain
