// B3: what a WebSocket message costs, against a bare server and the engines of others, plain and over TLS 1.3.
#include "bench/benches.h"
#include "bench/drive/echo_script.h"
#include "bench/servers/servers.h"

namespace dragoman::bench {
namespace {

struct Load {
  std::size_t bytes;
  const char* size;
  std::size_t connections;
  std::size_t in_flight;
};

constexpr Load kLoads[] = {
    {64, "64 B", 1, 1},     {64, "64 B", 64, 16},     {64, "64 B", 512, 4},     {1 * KiB, "1 KiB", 1, 1},
    {1 * KiB, "1 KiB", 64, 16}, {1 * KiB, "1 KiB", 512, 4}, {64 * KiB, "64 KiB", 1, 1}, {64 * KiB, "64 KiB", 64, 1},
    {64 * KiB, "64 KiB", 512, 1}, {1 * MiB, "1 MiB", 1, 1}, {1 * MiB, "1 MiB", 64, 1},
};
constexpr Load kQuickLoads[] = {{64, "64 B", 64, 16}, {1 * KiB, "1 KiB", 64, 16}, {64 * KiB, "64 KiB", 64, 1}};

void MeasureLoad(const Load& load, bool tls, const Pace& pace, Report& report) {
  const Script script = WebSocketScript(load.bytes, tls);
  std::vector<Contender> contenders;
  if (tls) {
    contenders = {{"ours", ServeWebSocketTls, script}, {"bare epoll", ServeBareWebSocketTls, script}};
  } else {
    contenders = {{"ours", ServeWebSocket, script}, {"bare epoll", ServeBareWebSocket, script}};
    for (const auto& [name, serve] : OtherWebSockets()) contenders.push_back({name, serve, script});
  }
  const std::vector<Rounds> rounds = Measure(contenders, load.connections, load.in_flight, pace);
  for (std::size_t i = 1; i < rounds.size(); ++i) {
    Row row;
    row.bench = "B3";
    row.what = std::string(tls ? "WebSocket over TLS " : "WebSocket ") + load.size + ", " + std::to_string(load.connections) +
               " x " + std::to_string(load.in_flight) + ", server CPU";
    row.unit = "ns";
    row.value = Summary::Of(rounds[0].cpu);
    row.peer = contenders[i].name;
    row.peer_value = Summary::Of(rounds[i].cpu);
    row.ratio = Ratio(rounds[0].cpu, rounds[i].cpu);
    row.goal = AtMost(i == 1 ? 1.15 : 1);
    report.Add(std::move(row));
  }
}

}  // namespace

void WebSockets(const Pace& pace, Report& report) {
  const std::span<const Load> loads = pace.quick ? std::span<const Load>(kQuickLoads) : kLoads;
  for (const bool tls : {false, true}) {
    for (const Load& load : loads) MeasureLoad(load, tls, pace, report);
  }
  for (const std::string& missing : MissingWebSockets()) report.Skip("B3 against " + missing, "it is not installed");
}

}  // namespace dragoman::bench
