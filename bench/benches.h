// The benches by their numbers (docs/bench.md). Each adds its rows to the report.
#pragma once

#include "bench/drive/rounds.h"
#include "bench/measure/report.h"

namespace dragoman::bench {

void RequestResponse(const Pace& pace, Report& report);  // B1
void Pipelined(const Pace& pace, Report& report);        // B2
void WebSockets(const Pace& pace, Report& report);       // B3
void FloweeCodecs(const Pace& pace, Report& report);     // B5
void ChiaCodecs(const Pace& pace, Report& report);       // B5
void Routing(const Pace& pace, Report& report);          // B6
void IdlePeers(const Pace& pace, Report& report);        // B8
// Chia: connections and request_block, our program beside the real node. Both are started by bench/chia_nodes.py, which
// then runs this program again as their peer: DriveChiaNodes, whose arguments and output are between the two.
void ChiaNodes(const Pace& pace, Report& report);
int DriveChiaNodes(int count, char** words);
void BlockCount(const Pace& pace, Report& report);       // flowee: GetBlockCount on one connection

}  // namespace dragoman::bench
