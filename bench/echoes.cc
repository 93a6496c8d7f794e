// B1 and B2: what a message costs on its way socket -> flow -> socket, against servers that give
// back bytes unread.
#include <cstdio>
#include <filesystem>
#include <optional>

#include "bench/benches.h"
#include "bench/drive/echo_script.h"
#include "bench/servers/servers.h"

namespace dragoman::bench {
namespace {

Row Against(std::string bench, std::string what, const Rounds& ours, std::string peer,
            const Rounds& theirs, Goal goal) {
  Row row;
  row.bench = std::move(bench);
  row.what = std::move(what);
  row.unit = "ns";
  row.value = Summary::Of(ours.cpu);
  row.peer = std::move(peer);
  row.peer_value = Summary::Of(theirs.cpu);
  row.ratio = Ratio(ours.cpu, theirs.cpu);
  row.goal = goal;
  return row;
}

}  // namespace

namespace {

// From a program of its own, if it was built: beside this one.
std::optional<Rounds> MeasureGrpc(const Pace& pace) {
  const std::string program =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / "dragoman_bench_grpc";
  if (!std::filesystem::exists(program)) return std::nullopt;
  const std::string command =
      program + ' ' + std::to_string(pace.rounds()) + ' ' + std::to_string(pace.seconds());
  std::FILE* output = ::popen(command.c_str(), "r");
  Rounds rounds;
  for (double nanos = 0; output != nullptr && std::fscanf(output, "%lf", &nanos) == 1;)
    rounds.cpu.push_back(nanos);
  if (output == nullptr || ::pclose(output) != 0) Stop(program + " failed");
  return rounds;
}

}  // namespace

void RequestResponse(const Pace& pace, Report& report) {
  constexpr std::size_t kBytes = 128;
  const std::vector<Contender> contenders{
      {"echo", ServeEcho, EchoScript(kBytes)},
      {"asio readiness", ServeBareReadiness, BareScript(kBytes)},
      {"bare epoll", ServeBareEpoll, BareScript(kBytes)}};
  const std::vector<Rounds> rounds = Measure(contenders, 1, 1, pace);
  const std::string what = "echo 128 B, one at a time, server CPU";
  report.Add(Against("B1", what, rounds[0], "asio readiness", rounds[1], AtMost(1.08)));
  report.Add(Against("B1", what, rounds[0], "bare epoll", rounds[2], AtMost(1.25)));
  if (const std::optional<Rounds> grpc = MeasureGrpc(pace)) {
    report.Add(Against("B1", what, rounds[0], "grpc++ unary", *grpc, AtMost(0.2)));
  } else {
    report.Skip("B1 against grpc++", "libgrpc++-dev is not installed");
  }
}

void Pipelined(const Pace& pace, Report& report) {
  constexpr std::size_t kBytes = 64;
  const std::vector<Contender> contenders{{"echo", ServeEcho, EchoScript(kBytes)},
                                          {"bare epoll", ServeBareEpoll, BareScript(kBytes)}};
  const std::vector<Rounds> rounds = Measure(contenders, 64, 64, pace);
  report.Add(Against("B2", "echo 64 B, 64 connections x 64 in flight, server CPU", rounds[0],
                     "bare epoll", rounds[1], AtMost(1.5)));
}

}  // namespace dragoman::bench
