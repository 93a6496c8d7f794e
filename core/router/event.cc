#include "core/router/event.h"

#include <array>
#include <cstdio>
#include <ctime>

#include "core/wire/json_fields.h"

namespace dragoman {

std::string_view NameOf(const EventBody& body) {
  return std::visit([](const auto& b) { return std::string_view(b.kName); }, body);
}

Json ToJson(const Event& event, std::string_view network_text) {
  Json line{Json::Object()};
  line.Set("t", WallTime(event.wall_nanos));
  line.Set("seq", Json(event.seq));
  line.Set("net", network_text);
  line.Set("ev", NameOf(event.body));
  if (!event.peer.empty()) line.Set("peer", event.peer);
  wire::JsonWriter writer;
  std::visit([&writer]<class B>(const B& body) { B::Fields(writer, body); }, event.body);
  const Json body = writer.Take();
  for (const auto& [key, value] : body.AsObject()) {
    if (!value.is_null()) line.Set(key, value);
  }
  return line;
}

std::string WallTime(std::int64_t wall_nanos) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::time_t seconds = wall_nanos / kSecond;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> date;
  const std::size_t written = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::array<char, 16> fraction;
  std::snprintf(fraction.data(), fraction.size(), ".%09lldZ", static_cast<long long>(wall_nanos % kSecond));
  return std::string(date.data(), written) + fraction.data();
}

}  // namespace dragoman
