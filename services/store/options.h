// What a store is opened with.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/executor.h"

namespace dragoman::store {

struct StoreLimits {
  // One transaction ends at whichever comes first: what a kill -9 can lose, and for how long a commit keeps the
  // executor's thread. Nothing waits for a batch to fill: a commit starts when something is queued and none runs.
  std::size_t batch_bytes = 4 * MiB;
  std::size_t batch_count = 1000;
  // Memory held by what is queued and not yet committed; over it Put gives kOverload. Also the largest object.
  std::size_t queue_bytes = 64 * MiB;
};

struct StoreOptions {
  std::string directory;  // created if missing; empty: in memory, gone with the Store
  std::string network;    // "flowee:regtest"
  const Clock& clock;     // outlives the Store
  Executor& executor;     // where commits run, one at a time; outlives the Store
  StoreLimits limits = {};
};

}  // namespace dragoman::store
