#include "services/sinks/json_lines.h"

#include <algorithm>
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
  Status written;
  while (written.ok()) {
    const std::uint64_t left = options_.most_lines == 0 ? kBatchEvents : options_.most_lines - lines_;
    if (left == 0) break;
    const std::vector<Event> events = queue_.Take(std::min<std::uint64_t>(left, kBatchEvents));
    if (events.empty()) return;
    std::string text;
    for (const Event& event : events) {
      ToJson(event, router_.Text(event.network)).DumpTo(text);
      text += '\n';
    }
    written = sinks::PatientWrite(fd_, text, [this] { return GiveUp(); });
    if (written.ok()) lines_ += events.size();
  }
  queue_.Close(true);
  if (options_.on_end && written.code() != Code::kShutdown) options_.on_end(written);
}

}  // namespace dragoman
