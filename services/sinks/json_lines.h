// JsonLines: every event as one line of JSON (PRODUCT.md 2) to a descriptor: standard output, a
// file, a pipe.
//
// It has its own thread, which alone writes, so a reader that does not read delays nobody: events
// queue up to `max_bytes`, then they are dropped and an event::Gap line says which.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "core/router/router.h"
#include "services/sinks/event_queue.h"

namespace dragoman {

struct JsonLinesOptions {
  std::string where = "stdout";  // as gaps name it
  // A few seconds of a busy network while the reader is away.
  std::size_t max_bytes = 8 * MiB;
  // It ends after so many lines; 0: never.
  std::uint64_t most_lines = 0;
  // How long the destructor waits for a reader that does not read.
  Duration drain = std::chrono::seconds(1);
  // Told once, on the sink's thread, when it can write no more: kClosed (the reader has gone),
  // kStorage. It must not destroy the sink.
  std::function<void(const Status&)> on_end;
};

class JsonLines {
 public:
  // `router` and `fd` outlive the sink, which does not close the descriptor.
  JsonLines(Router& router, int fd, JsonLinesOptions options = {});
  // Writes what is queued.
  ~JsonLines();
  JsonLines(const JsonLines&) = delete;
  JsonLines& operator=(const JsonLines&) = delete;

  // Lines written, gaps included.
  std::uint64_t lines() const { return lines_; }

 private:
  void Work();
  bool GiveUp() const { return std::chrono::steady_clock::now() >= Instant(Duration(give_up_at_)); }

  Router& router_;
  const int fd_;
  const JsonLinesOptions options_;
  sinks::EventQueue queue_;
  std::atomic<std::uint64_t> lines_ = 0;
  std::atomic<Duration::rep> give_up_at_ =
      kNever.time_since_epoch().count();  // nanoseconds of the steady clock
  Subscription subscription_;
  std::thread thread_;
};

}  // namespace dragoman
