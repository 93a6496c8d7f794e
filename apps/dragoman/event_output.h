// EventOutput: events on stdout, one line each (docs/events.md): JSON for programs, words for people at a terminal.
// Subscribed as long as it lives.
#pragma once

#include <functional>
#include <optional>

#include "services/sinks/json_lines.h"

namespace dragoman {

class EventOutput {
 public:
  // JSON where it is asked for and off a terminal. After `most` lines (0: no limit) there are no more; `ended` is
  // called then, and when nobody reads any more. It must not destroy the output.
  EventOutput(Router& router, bool json_asked, std::uint64_t most, std::function<void()> ended);

 private:
  void PrintWords(const Event& event);

  Router& router_;
  const std::uint64_t most_;
  const std::function<void()> ended_;
  std::uint64_t printed_ = 0;
  std::optional<JsonLines> lines_;
  Subscription words_;
};

}  // namespace dragoman
