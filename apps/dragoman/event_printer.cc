#include "apps/dragoman/event_printer.h"

#include <unistd.h>

#include <cstdio>

namespace dragoman {
namespace {

// "18:07:43  PeerConnected        127.0.0.1:11235  inbound=false agent=dragoman/0.1"
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

EventPrinter::Form EventPrinter::FormFor(bool json_asked) {
  return json_asked || ::isatty(STDOUT_FILENO) == 0 ? Form::kJson : Form::kWords;
}

EventPrinter::EventPrinter(Router& router, Form form, std::uint64_t most, std::function<void()> reached)
    : router_(router), form_(form), most_(most), reached_(std::move(reached)) {
  subscription_ = router.Subscribe([this](const Event& event) { Print(event); });
}

void EventPrinter::Print(const Event& event) {
  if (most_ > 0 && printed_ >= most_) return;
  const Json json = ToJson(event, router_.Text(event.network));
  std::string line = form_ == Form::kJson ? json.Dump() : Words(json);
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
  if (++printed_ == most_) reached_();
}

}  // namespace dragoman
