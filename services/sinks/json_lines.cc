#include "services/sinks/json_lines.h"

#include <utility>

#include "services/sinks/patient_write.h"

namespace dragoman {
namespace {

constexpr std::size_t kBatchEvents = 64;  // few enough that the queue's limit means something

}  // namespace

JsonLines::JsonLines(Router& router, int fd, JsonLinesOptions options)
    : router_(router),
      fd_(fd),
      options_(std::move(options)),
      queue_(options_.where, options_.max_bytes),
      subscription_(router.Subscribe([this](const Event& event) { queue_.Push(event); })),
      thread_([this] { Work(); }) {}

JsonLines::~JsonLines() {
  subscription_ = Subscription();
  give_up_at_ = (std::chrono::steady_clock::now() + options_.drain).time_since_epoch().count();
  queue_.Close(false);
  thread_.join();
}

void JsonLines::Work() {
  sinks::MaskBrokenPipe();
  for (;;) {
    const std::vector<Event> events = queue_.Take(kBatchEvents);
    if (events.empty()) return;
    std::string text;
    for (const Event& event : events) {
      ToJson(event, router_.Text(event.network)).DumpTo(text);
      text += '\n';
    }
    const Status written = sinks::PatientWrite(fd_, text, [this] { return GiveUp(); });
    if (!written.ok()) {
      queue_.Close(true);
      if (options_.on_end && written.code() != Code::kShutdown) options_.on_end(written);
      return;
    }
    lines_ += events.size();
  }
}

}  // namespace dragoman
