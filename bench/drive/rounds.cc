#include "bench/drive/rounds.h"

#include <memory>

namespace dragoman::bench {
namespace {

struct Running {
  explicit Running(const Contender& contender, std::size_t connections, std::size_t in_flight)
      : server(contender.serve),
        pipeline(server.port(), connections, in_flight, contender.script) {}
  ServerProcess server;
  Pipeline pipeline;
  Rounds rounds;
};

void Round(Running& running, double seconds) {
  const double cpu = running.server.CpuNanos();
  const double own = OwnCpuNanos();
  const double wall = WallNanos();
  const auto messages = static_cast<double>(running.pipeline.Run(seconds));
  const double took = WallNanos() - wall;
  const double spent = running.server.CpuNanos() - cpu;
  running.rounds.cpu.push_back(spent / messages);
  running.rounds.per_second.push_back(messages / took * 1e9);
  running.rounds.server_busy.push_back(spent / took);
  running.rounds.driver_busy.push_back((OwnCpuNanos() - own) / took);
}

}  // namespace

std::vector<Rounds> Measure(const std::vector<Contender>& contenders, std::size_t connections,
                            std::size_t in_flight, const Pace& pace) {
  PinToDriverCore();
  std::vector<std::unique_ptr<Running>> all;
  for (const Contender& each : contenders)
    all.push_back(std::make_unique<Running>(each, connections, in_flight));
  for (const auto& each : all) {
    Round(*each, pace.seconds());
    each->rounds = {};
  }
  for (int i = 0; i < pace.rounds(); ++i) {
    for (const auto& each : all) Round(*each, pace.seconds());
  }
  std::vector<Rounds> rounds;
  for (const auto& each : all) rounds.push_back(std::move(each->rounds));
  return rounds;
}

}  // namespace dragoman::bench
