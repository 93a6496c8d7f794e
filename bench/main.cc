// dragoman_bench: runs the benches that are named, prints one table, writes JSON. scripts/bench
// builds and starts it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "bench/benches.h"

namespace {

using namespace dragoman::bench;  // NOLINT: this file is all about them

struct Bench {
  std::string_view name;
  void (*run)(const Pace&, Report&);
};

void Codecs(const Pace& pace, Report& report) {
  FloweeCodecs(pace, report);
  ChiaCodecs(pace, report);
}

constexpr Bench kBenches[] = {
    {"B1", RequestResponse}, {"B2", Pipelined}, {"B3", WebSockets}, {"B5", Codecs},
    {"B6", Routing},         {"B8", IdlePeers}, {"count", BlockCount}, {"chia", ChiaNodes},
};

const Bench* Find(std::string_view name) {
  for (const Bench& bench : kBenches) {
    if (bench.name == name) return &bench;
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "drive-chia-nodes") return DriveChiaNodes(argc - 2, argv + 2);
  Pace pace;
  std::string json;
  std::vector<const Bench*> wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--quick") {
      pace.quick = true;
    } else if (word == "--seconds" && i + 1 < argc) {
      pace.full_seconds = std::clamp(std::atof(argv[++i]), 0.05, 10.0);
    } else if (word == "--json" && i + 1 < argc) {
      json = argv[++i];
    } else if (const Bench* bench = Find(word)) {
      wanted.push_back(bench);
    } else {
      std::fprintf(stderr,
                   "usage: dragoman_bench [--quick] [--seconds S] [--json FILE] [B1 B2 B3 B5 B6 B8 count chia]\n");
      return 2;
    }
  }
  if (wanted.empty()) {
    for (const Bench& bench : kBenches) wanted.push_back(&bench);
  }
  RaiseDescriptorLimit();
  const KeepAwake awake;
  Report report;
  for (const Bench* bench : wanted) {
    std::fprintf(stderr, "bench: %s\n", std::string(bench->name).c_str());
    bench->run(pace, report);
  }
  if (RunsOnlyWhenIdle()) {
    report.Skip("full speed", "this ran as SCHED_IDLE; what is measured by the clock (count) is too low");
  }
  report.Print();
  if (!json.empty()) {
    std::ofstream file(json);
    file << report.ToJson().Dump() << '\n';
    if (!file.flush()) Stop("cannot write " + json);
  }
  return 0;
}
