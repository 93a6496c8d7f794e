// A Flowee node of ours with a chain in memory, over a sans-IO session: it is asked what a Hub was asked.
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "dialects/dialects.h"
#include "dragoman/testing.h"
#include "services/chain/block_import.h"
#include "services/pool/pool_service.h"
#include "tests/unit/services/chain/memory_shelf.h"

namespace dragoman::flowee {

inline constexpr const char* kChainFile = DRAGOMAN_SOURCE_DIR "/tests/data/flowee/regtest-116-blocks.dat";

// The chain and the mempool of one node, kept as long as its world.
struct HubChain {
  dragoman::toy::MemoryShelf shelf;
  std::unique_ptr<ChainService> service;
  std::unique_ptr<PoolService> pool;
};

// Serves the genesis block alone, or the recorded chain of 116 blocks.
inline testing::Setup HubSetup(bool whole_chain) {
  testing::Setup setup;
  setup.dialect = "flowee";
  setup.network = "regtest";
  setup.serve = [whole_chain](testing::World& world, NetworkId network) -> std::shared_ptr<void> {
    static const auto registry = testing::Registered(flowee::Register);
    auto chain = std::make_shared<HubChain>();
    chain->service = std::make_unique<ChainService>(world.router, network, *registry->Find("flowee")->chain_format(),
                                                    "regtest", chain->shelf, world.executor, world.clock);
    const Status started = chain->service->Start();
    EXPECT_TRUE(started.ok()) << started.ToString();
    const ChainFormat& format = *registry->Find("flowee")->chain_format();
    chain->pool = std::make_unique<PoolService>(world.router, network, format, world.clock);
    const Status pooled = chain->pool->Start();
    EXPECT_TRUE(pooled.ok()) << pooled.ToString();
    if (whole_chain) {
      auto import = BlockImport::Open(*chain->service, kChainFile);
      EXPECT_TRUE(import.ok()) << import.status().ToString();
      while (import.ok() && *(*import)->Step(1000) != BlockImport::State::kFinished) continue;
    }
    return chain;
  };
  return setup;
}

// One connection to such a node.
class Hub {
 public:
  explicit Hub(bool whole_chain)
      : registry_(testing::Registered(flowee::Register)),
        station_(testing::Chosen(*registry_, "flowee"), HubSetup(whole_chain), clock_) {}

  // What comes back at once.
  ByteVector Ask(Bytes request) {
    station_.Feed(request);
    station_.Settle();
    return station_.TakeSent();
  }
  testing::Station& station() { return station_; }
  ManualClock& clock() { return clock_; }

 private:
  ManualClock clock_;
  const std::shared_ptr<const DialectRegistry> registry_;
  testing::Station station_;
};

}  // namespace dragoman::flowee
