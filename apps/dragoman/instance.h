// Instance: one dialect running on one network, with everything it needs: clock, metrics, router, loops, store, chain
// and node. It wires; verbs tell it what to do.
//
// Open, Import, Listen, Dial, Wait and Close are for the main thread, in about this order; Stop is for any thread. The
// first SIGINT or SIGTERM calls Stop, a second one ends the process at once; so does kShutdownPatience after the first.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/dragoman/exit_code.h"
#include "apps/dragoman/identity.h"
#include "apps/dragoman/rpc_door.h"
#include "apps/dragoman/store_book.h"
#include "apps/dragoman/store_shelf.h"
#include "apps/dragoman/wires.h"
#include "core/dialect/dialect.h"
#include "core/peer/node.h"
#include "services/chain/chain_service.h"
#include "services/peers/peers_service.h"
#include "services/pool/pool_service.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop_group.h"

namespace dragoman {

struct InstanceOptions {
  const Dialect* dialect = nullptr;
  std::string network;
  // Whether to keep the network's chain, if the dialect has one; in `store` (a directory), or in memory.
  bool chain = false;
  std::string store;
  std::size_t loops = 1;  // 0: one per core
  std::string from;       // local address of dials
  std::string certificate;  // file, where the dialect speaks TLS; empty: its own, kept in the store
  std::string key;          // file of its private key
  NodeOptions node;
  std::shared_ptr<const Plan> plan = {};  // instead of the dialect's
  // Called on some thread before the process is ended at once; may be empty.
  std::function<void()> before_abrupt_end = {};
};

class Instance {
 public:
  // A stop that is slower than this (a drain and a commit to a very slow disk) is cut short: what was not committed is
  // fetched or imported again at the next start.
  static constexpr std::chrono::milliseconds kShutdownPatience{4500};

  explicit Instance(InstanceOptions options);
  ~Instance();

  // Starts the loops, opens the store and the chain in it, and makes the node. Errors: kInUse, kStorage, kUsage.
  Status Open();
  // Reads a file of blocks, until its end or Stop. Errors: kUnsupported, kStorage and the format's.
  Status Import(const std::string& file);
  // Errors: as for dragoman::Listen.
  Status Listen(const std::string& address);
  // Where it listens; only while it does.
  const std::string& address() const { return listener_->address(); }
  void Dial(const std::string& address);
  // Answers the dialect's RPC there; gives where. Errors: kUnsupported, kUsage, kStorage and as for Listen.
  Result<std::string> OpenRpc(const std::string& address, const RpcKeys& keys);
  // Until somebody calls Stop and the peers have been told.
  void Wait();
  // Ends everything and commits. Errors: kStorage.
  Status Close();

  void Stop(std::string reason);
  bool stopping() const { return stopping_; }

  Router& router() { return router_; }
  NetworkId network() const { return network_; }
  // "flowee:regtest"
  const std::string& network_text() const { return router_.Text(network_); }
  const Clock& clock() const { return clock_; }
  // Where the node dials and ticks.
  Loop& loop() { return loops_[0]; }
  Node& node() { return *node_; }
  // Null without a chain.
  ChainService* chain() { return chain_.get(); }
  // A hash as that chain's people print it; only with a chain.
  std::string Display(const Hash256& hash) const { return options_.dialect->chain_format()->Display(hash); }
  void Publish(EventBody body);

 private:
  Status OpenStore();
  Status OpenNode();
  Status OpenBook();
  void RunBook();
  void OnSignal(int number);
  // The process is gone by then, whoever still has work for it.
  void EndWithin(Duration patience);
  void Tick();

  const InstanceOptions options_;
  const SystemClock clock_;
  Metrics metrics_;
  Router router_;
  LoopGroup loops_;
  const NetworkId network_;
  std::unique_ptr<ThreadPool> commits_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<StoreShelf> shelf_;
  std::unique_ptr<ThreadPool> reads_;
  std::unique_ptr<ChainService> chain_;
  std::unique_ptr<PoolService> pool_;  // where there is a chain
  std::unique_ptr<StoreBook> book_shelf_;
  std::unique_ptr<PeersService> peers_;  // where nodes tell each other addresses
  std::unique_ptr<Node> node_;  // from Open on
  std::atomic<Node*> dialing_ = nullptr;  // the same, for whoever stops it
  std::unique_ptr<Wires> wires_;
  std::optional<Listener> listener_;
  std::unique_ptr<RpcDoor> rpc_;
  std::string stop_reason_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace dragoman
