#include "dialects/chia/windows.h"

#include "dialects/chia/rate_table.h"
#include "dialects/chia/senders.h"

namespace dragoman::chia {
namespace {

constexpr std::size_t kMostEntries = 256;

}  // namespace

std::map<NativeType, std::uint16_t> OurWindows() {
  std::map<NativeType, std::uint16_t> windows;
  for (const Window& window : Windows()) windows[window.message] = window.size;
  return windows;
}

ConfigureWindowSizes WindowSettings() {
  std::vector<std::pair<std::uint8_t, std::uint16_t>> settings;
  for (const Window& window : Windows()) settings.emplace_back(window.message, window.size);
  ConfigureWindowSizes message;
  message.settings = settings;
  return message;
}

Status TakeWindows(const Envelope& heard, RateLimiter& outflow) {
  if (heard.native != ConfigureWindowSizes::kType) {
    return Status(Code::kUnexpected, "message type {} came instead of window sizes", heard.native);
  }
  const Result<ConfigureWindowSizes> message = ReadMessage<ConfigureWindowSizes>(heard.body);
  if (!message.ok()) return message.status();
  const std::size_t entries = message->settings.size();
  if (entries < 1 || entries > kMostEntries) {
    return Status(Code::kOverLimit, "{} window sizes, there may be 1 to {}", entries, kMostEntries);
  }
  std::map<NativeType, std::uint16_t> windows = OurWindows();
  for (const auto& [type, size] : message->settings) {
    const Window* known = WindowOf(type);
    if (known == nullptr) continue;
    if (known->size == 0 && size != 0) {
      return Status(Code::kBadValue, "a window of {} for message type {}, which has none", size, type);
    }
    windows[type] = size;
  }
  outflow.SetWindows(std::move(windows));
  return Ok();
}

}  // namespace dragoman::chia
