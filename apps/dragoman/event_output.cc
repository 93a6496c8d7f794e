#include "apps/dragoman/event_output.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "apps/dragoman/talk.h"

namespace dragoman {
namespace {

// "18:07:43  PeerConnected        127.0.0.1:11235 inbound=false agent=dragoman/0.1"
std::string Words(const Json& event) {
  constexpr std::size_t kTimeAt = sizeof("2026-11-21T") - 1;
  constexpr std::size_t kTimeLength = sizeof("18:07:43") - 1;
  constexpr std::size_t kNameWidth = 20;
  std::string line = event["t"].AsString().substr(kTimeAt, kTimeLength) + "  ";
  std::string name = event["ev"].AsString();
  name.resize(std::max(name.size() + 1, kNameWidth), ' ');
  line += name;
  for (const auto& [key, value] : event.AsObject()) {
    if (key == "t" || key == "seq" || key == "net" || key == "ev") continue;
    const std::string text = value.is_string() ? value.AsString() : value.Dump();
    line += key == "peer" ? " " + text : " " + key + "=" + text;
  }
  return line;
}

}  // namespace

EventOutput::EventOutput(Router& router, bool json_asked, std::uint64_t most, std::function<void()> ended)
    : router_(router), most_(most), ended_(std::move(ended)) {
  if (!json_asked && ::isatty(STDOUT_FILENO) != 0) {
    words_ = router.Subscribe([this](const Event& event) { PrintWords(event); });
    return;
  }
  JsonLinesOptions options;
  options.most_lines = most;
  options.on_end = [this](const Status& how) {
    if (how.code() == Code::kStorage) Talk(how);
    if (ended_) ended_();
  };
  lines_.emplace(router, STDOUT_FILENO, std::move(options));
}

void EventOutput::PrintWords(const Event& event) {
  if (most_ > 0 && printed_ >= most_) return;
  std::puts(Words(ToJson(event, router_.Text(event.network))).c_str());
  if (++printed_ == most_ && ended_) ended_();
}

}  // namespace dragoman
