// A whole node of ours in memory, wired as the program wires it (apps/dragoman/instance.h) from the WebSocket upwards:
// node, chain, pool and address book over a network in memory, on a manual clock whose wall time is that of the
// recordings.
#pragma once

#include <map>
#include <memory>

#include "core/dragoman/testing.h"
#include "services/chain/chain_service.h"
#include "services/peers/peers_service.h"
#include "services/pool/pool_service.h"
#include "tests/session/chia/wire_peer.h"
#include "tests/unit/services/chain/memory_shelf.h"
#include "transports/memory/memory_network.h"
#include "transports/websocket/link.h"

namespace dragoman::chia::live {

class Stage {
 public:
  struct Plan {
    std::vector<Slice> blocks = {};                    // imported
    std::map<std::string, std::string> settings = {};  // of the node
  };
  explicit Stage(const Plan& plan);
  ~Stage();

  // Somebody connects to us from there.
  void Come(WirePeer& peer, const std::string& from);
  // We connect to somebody there, as `--peer` does.
  void Visit(WirePeer& peer, const std::string& address);

  Instant Now() const { return host_.Now(); }
  // False: it does not come to rest.
  bool AdvanceTo(Instant when) { return host_.Advance(std::max(when, Now()) - Now()); }

  ChainService& chain() { return chain_; }
  // The block at the top of our chain, `below` blocks under it.
  Slice Block(std::int64_t below = 0);
  Node& node() { return node_; }
  // Why the links ended that did.
  std::string Ends() const;

 private:
  // Steady time is the host's.
  class WallClock final : public Clock {
   public:
    explicit WallClock(const ManualClock& steady) : steady_(steady) {}
    Instant Now() const override { return steady_.Now(); }
    std::int64_t WallNanos() const override;

   private:
    const ManualClock& steady_;
  };

  NodeOptions OptionsOf(const Plan& plan);

  const std::shared_ptr<const DialectRegistry> registry_;
  const Dialect& dialect_;
  MemoryHost host_;
  const WallClock clock_{host_.clock()};
  ManualExecutor executor_;
  Metrics metrics_;
  Router router_;
  const NetworkId network_id_;
  toy::MemoryShelf shelf_;
  ChainService chain_;
  PoolService pool_;
  PeersService peers_;
  Node node_;
  MemoryNetwork network_;
  std::vector<std::unique_ptr<StreamDialer>> dialers_;
  std::unique_ptr<WebSocketDialer> websocket_;
};

}  // namespace dragoman::chia::live
