// EventPrinter: events on stdout, one line each: JSON for programs, words for people (docs/events.md).
// Subscribed as long as it lives. Thread-safe by the router's order of delivery.
#pragma once

#include <functional>

#include "core/router/router.h"

namespace dragoman {

class EventPrinter {
 public:
  enum class Form : std::uint8_t { kJson, kWords };
  // JSON where it is asked for and off a terminal.
  static Form FormFor(bool json_asked);

  // After `most` lines (0: no limit) it prints no more and calls `reached`.
  EventPrinter(Router& router, Form form, std::uint64_t most = 0, std::function<void()> reached = {});

 private:
  void Print(const Event& event);

  const Router& router_;
  const Form form_;
  const std::uint64_t most_;
  const std::function<void()> reached_;
  std::uint64_t printed_ = 0;
  Subscription subscription_;
};

}  // namespace dragoman
