// EventFeed: the event lines of another process, from stdin or a file that grows, without waiting for them. One thread.
#pragma once

#include <functional>
#include <string>

#include "core/base/json.h"

namespace dragoman {

class EventFeed {
 public:
  // Longer than any event; the rest of such a line is passed over.
  static constexpr std::size_t kMaxLineBytes = 1024 * 1024;

  // "-": stdin. Errors: kUsage.
  static Result<EventFeed> Open(const std::string& path);
  EventFeed(EventFeed&& other) noexcept;
  ~EventFeed();

  // What is there by now, or a part of it: each line as JSON, or the error that it is.
  void Read(const std::function<void(const Result<Json>& event)>& take);
  // A pipe is at its end. A file never is: it may grow.
  bool ended() const { return ended_; }

 private:
  explicit EventFeed(int descriptor);
  bool Fill();

  int descriptor_;
  bool file_ = false;
  bool ended_ = false;
  bool skipping_ = false;
  std::string buffer_;
};

}  // namespace dragoman
