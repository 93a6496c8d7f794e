// Context: what all peers of one node share.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/observe/capture.h"
#include "core/observe/metrics.h"
#include "core/peer/plan.h"
#include "core/router/router.h"

namespace dragoman {

class Peer;

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
  bool follow = true;          // connecting side: sync and keep following; false for probe and call

  // Called on the peer's loop when its introduction is over; optional.
  std::function<void(Peer&)> on_ready;
};

}  // namespace dragoman
