// Life: one node from its start to its end, wired as the program wires it (apps/dragoman/instance.h),
// on a network in memory. What it leaves behind is on its Disk.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "apps/dragoman/store_shelf.h"
#include "core/dialect/dialect.h"
#include "core/peer/node.h"
#include "services/chain/chain_service.h"
#include "services/pool/pool_service.h"
#include "tests/world/disk.h"
#include "tests/world/slow_executor.h"
#include "transports/memory/memory_loop.h"
#include "transports/memory/memory_network.h"

namespace dragoman::world {

struct LifeOptions {
  const Dialect* dialect = nullptr;
  std::string network;                 // "regtest"
  std::string place;                   // "10.1.0.1"
  std::string port;                    // where it listens
  std::vector<std::string> upstreams;  // HOST:PORT
  Disk* disk = nullptr;                // null: keeps nothing
  std::uint64_t seed = 0;              // of how long the disk takes
  Duration least_disk_time{};
  Duration most_disk_time{};
  std::function<void(const Event&)> hear;
  std::function<void(Peer&)> on_ready;
  std::function<void(const Status&)> on_lost;  // an upstream, for good
};

class Life {
 public:
  Life(MemoryHost& host, MemoryNetwork& network, LifeOptions options);
  // Not ended before: killed. What was not committed is lost, nobody hears a goodbye.
  ~Life();
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  // Opens the store, starts the services, listens and dials. Errors: kStorage, kInUse; then it is
  // good for nothing but to be destroyed.
  Status Start();
  // Says goodbye to everybody and dials no more; the peers need some time to hear it.
  void SayGoodbye();
  // Commits what waits and lets go of the disk. Errors: kStorage, and then that is lost.
  Status End();

  // Null where nothing is kept, and after End.
  ChainService* chain() { return chain_.get(); }
  store::Store* store() { return store_.get(); }
  Router& router() { return router_; }
  NetworkId network_id() const { return network_id_; }
  Node& node() { return node_; }
  MemoryLoop& loop() { return loop_; }

 private:
  Status OpenStore();
  void Tick();

  MemoryHost& host_;
  MemoryNetwork& network_;
  const LifeOptions options_;
  MemoryLoop loop_;
  Metrics metrics_;
  Router router_;
  const NetworkId network_id_;
  Subscription hearing_;
  SlowExecutor commits_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<StoreShelf> shelf_;
  SlowExecutor reads_;
  std::unique_ptr<ChainService> chain_;
  std::unique_ptr<PoolService> pool_;
  const std::unique_ptr<Dialer> dialer_;
  Node node_;
  bool ended_ = false;
};

}  // namespace dragoman::world
