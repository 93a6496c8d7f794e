// EventQueue: events on their way to a slow reader. Bounded in bytes; what does not fit is dropped,
// and an event::Gap stands in its place. Thread-safe: many push, one takes.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "core/router/event.h"

namespace dragoman::sinks {

// Bytes of memory that a queued event takes, about.
std::size_t Weigh(const Event& event);

class EventQueue {
 public:
  // `where` names the sink in its gaps.
  EventQueue(std::string where, std::size_t max_bytes);

  // Never waits. Once something was dropped, all is dropped until the queue is half empty, so that
  // a gap is one run of events.
  void Push(const Event& event);
  // Waits for events; gives up to `most` in order. None: closed, and all has been taken.
  std::vector<Event> Take(std::size_t most);
  // The same without waiting; none: there are none for now.
  std::vector<Event> TakeNow(std::size_t most);
  // Takes no more events; what is queued can still be taken, unless `discard`.
  void Close(bool discard);

 private:
  void Lose(const Event& event);
  void EndGap();
  std::vector<Event> TakeSome(std::size_t most);

  const std::string where_;
  const std::size_t max_bytes_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Event> events_;
  std::size_t bytes_ = 0;
  event::Gap gap_;  // lost > 0: being made
  Event last_lost_;
  bool closed_ = false;
};

}  // namespace dragoman::sinks
