// TopSource: where the board of `top` gets what it shows: a node in this process, or the events of another one.
#pragma once

#include <memory>
#include <string>

#include "apps/dragoman/event_feed.h"
#include "apps/dragoman/node_arguments.h"
#include "services/sinks/board.h"
#include "services/sinks/event_queue.h"

namespace dragoman {

class TopSource {
 public:
  virtual ~TopSource() = default;
  // Tells the board what has happened, or a part of it; does not wait.
  virtual void Pump(sinks::Board& board) = 0;
  // Tells it what can be measured now, if anything.
  virtual void Measure(sinks::Board&) {}
  // No more will come.
  virtual bool ended() const = 0;
  // Somebody has told the program to end.
  virtual bool stopping() const = 0;
  // Ends it all; the terminal is the user's again.
  virtual ExitCode Close() = 0;
};

// `before_abrupt_end`: see InstanceOptions.
std::unique_ptr<TopSource> MakeNodeSource(const NodeArguments& arguments, std::function<void()> before_abrupt_end);
std::unique_ptr<TopSource> MakeFeedSource(EventFeed feed);

}  // namespace dragoman
