// Context: what all peers of one node share.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/base/json.h"
#include "core/observe/capture.h"
#include "core/observe/metrics.h"
#include "core/peer/commons.h"
#include "core/peer/memory_budget.h"
#include "core/peer/plan.h"
#include "core/router/router.h"

namespace dragoman {

class Peer;
struct Closed;

// Lives longer than every peer. Its parts are thread-safe.
struct Context {
  std::shared_ptr<const Plan> plan;
  std::string network_name;  // "regtest"
  NetworkId network{};
  Router* router = nullptr;
  const Clock* clock = nullptr;
  Metrics* metrics = nullptr;
  Capture* capture = nullptr;  // optional
  std::string agent;           // what we call ourselves, where the wire asks
  std::string certificate;     // our own leaf certificate, DER; empty without TLS
  std::atomic<std::uint16_t> port = 0;           // where we listen, 0 while we do not
  std::map<std::string, std::string> settings;   // what the user set for this dialect alone
  bool follow = true;          // connecting side: sync and keep following; false for probe and call

  Limits limits;                    // those in force
  MemoryBudget* budget = nullptr;   // of the process
  Commons* commons = nullptr;       // of this node's peers
  Executor* executor = nullptr;     // for long work; none: it is done where it is asked for

  // Called on the peer's loop when its introduction is over; optional.
  std::function<void(Peer&)> on_ready;
  // The memory budget is exceeded: somebody must go.
  std::function<void()> shed;
  // What a peer's end says of its address; true if that is turned away from now on.
  std::function<bool(const Peer&, const Closed&)> judge;
};

}  // namespace dragoman
