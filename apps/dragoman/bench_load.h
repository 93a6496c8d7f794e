// The load bench: a client of ours asks one node, always so many questions ahead on so many connections, and
// takes the time of every answer.
#pragma once

#include <atomic>
#include <string>

#include "core/base/json.h"
#include "core/dialect/dialect.h"
#include "services/load/latencies.h"

namespace dragoman {

struct LoadPlan {
  std::string address;
  std::size_t connections = 1;
  std::size_t depth = 1;
  Duration time{};
};

struct LoadRow {
  std::size_t connections = 0;
  std::size_t depth = 0;
  double seconds = 0;
  load::Latencies latencies;
  std::uint64_t refused = 0;
};

// Begins when all connections have introduced themselves. Ends early, without a row, when a connection is lost, an
// answer does not come, or `stop` is set.
Result<LoadRow> BenchLoad(const Dialect& dialect, const std::string& network, const Envelope& question,
                          const LoadPlan& plan, const std::atomic<bool>& stop);
Json ToJson(const LoadRow& row);

}  // namespace dragoman
