#include "dialects/chia/windows.h"

namespace dragoman::chia {

ConfigureWindowSizes WindowSettings() {
  std::vector<std::tuple<std::uint8_t, std::uint16_t>> settings;
  for (const RequestWindow& window : ReferenceWindows()) settings.emplace_back(window.type, window.window);
  ConfigureWindowSizes message;
  message.settings = settings;
  return message;
}

Status TakeWindows(const Envelope& heard, RequestWindows& asking) {
  if (heard.native != ConfigureWindowSizes::kType) {
    return Status(Code::kUnexpected, "message type {} came instead of window sizes", heard.native);
  }
  const Result<ConfigureWindowSizes> message = ReadMessage<ConfigureWindowSizes>(heard.body);
  if (!message.ok()) return message.status();
  if (message->settings.size() > kMostWindows) {
    return Status(Code::kOverLimit, "{} window sizes, the limit is {}", message->settings.size(), kMostWindows);
  }
  std::vector<RequestWindow> windows;
  for (const auto& [type, size] : message->settings) windows.push_back(RequestWindow{type, size});
  return asking.Set(windows);
}

}  // namespace dragoman::chia
