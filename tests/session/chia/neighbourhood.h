// A node of ours with a chain in memory among any number of other nodes, each with a certificate of its own. One thread,
// a manual clock.
#pragma once

#include <deque>
#include <map>

#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/dialects.h"
#include "dragoman/testing.h"
#include "services/chain/chain_service.h"
#include "tests/session/chia/frames.h"
#include "tests/session/chia/wallet_blocks.h"
#include "tests/unit/services/chain/memory_shelf.h"

namespace dragoman::chia {

// Who shakes hands with us.
struct Stranger {
  std::uint8_t node_type = 1;
  std::uint16_t server_port = 8444;
  bool windows = false;  // it speaks version 3 of the limits
};

class Neighbourhood : private Dialer {
 public:
  struct Plan {
    std::string network = "simulator0";
    std::vector<Slice> blocks = {};
    std::map<std::string, std::string> settings = {};
    std::vector<IpRange> exempt = {};  // besides this machine
    std::int64_t wall_seconds = 1'795'276'160;
    // Instead of a chain.
    std::function<void(testing::World&, NetworkId)> serve = {};
  };
  explicit Neighbourhood(const Plan& plan);
  ~Neighbourhood() override;

  // Somebody connects to us; without a certificate its address is one.
  void Come(const std::string& remote, const std::string& certificate = {});
  void ShakeHands(const std::string& remote, const Stranger& who = {});
  // Both, and what came by itself is dropped.
  void Meet(const std::string& remote, const Stranger& who = {});
  // We dial it from now on, as `--peer` does.
  void Name(const std::string& address, const std::string& certificate = {});
  // The network breaks the link.
  void Lose(const std::string& remote);

  template <class M>
  void Tell(const std::string& remote, const M& message, std::optional<std::int64_t> id = {}) {
    links_.at(remote).session->Feed(FrameOf(message, id));
    Settle();
  }
  // Messages since the last call.
  std::vector<Envelope> Heard(const std::string& remote);
  // Drops what everybody was told so far.
  void HearNothing() {
    for (auto& [remote, place] : links_) place.heard.clear();
  }
  // Their types: "24 20".
  std::string Types(const std::string& remote);
  // Answers what we ask for blocks with this chain, by height, until we ask for none; gives the types of the questions.
  std::string Serve(const std::string& remote, const std::vector<Slice>& chain);
  void Advance(Duration by);

  // "1000, ban 0: why", or "open".
  std::string End(const std::string& remote);
  // How often we dialed it.
  std::size_t dials(const std::string& address) const { return static_cast<std::size_t>(std::ranges::count(dials_, address)); }
  Session& session(const std::string& remote) { return *links_.at(remote).session; }
  ChainService& chain() { return *chain_; }
  toy::MemoryShelf& shelf() { return shelf_; }
  const ChainFormat& format() { return *registry_->Find("chia")->chain_format(); }
  Node& node() { return *node_; }
  testing::World& world() { return world_; }
  NetworkId network() const { return network_; }
  const std::vector<Event>& events() const { return events_; }

 private:
  struct Place {
    std::unique_ptr<Session> session;
    std::vector<Envelope> heard;
  };

  void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) override;
  void Open(const std::string& remote, Result<std::unique_ptr<Session>> session);
  void Settle();
  void Collect(Place& place);
  Instant NextDeadline() const;

  const Plan plan_;
  ManualClock clock_;
  const std::shared_ptr<const DialectRegistry> registry_;
  testing::World world_;
  const NetworkId network_;
  toy::MemoryShelf shelf_;
  std::unique_ptr<ChainService> chain_;
  std::vector<Event> events_;
  Subscription subscription_;
  std::unique_ptr<Node> node_;
  std::map<std::string, std::string> certificates_;
  std::map<std::string, Place> links_;
  std::vector<std::unique_ptr<Session>> gone_;
  std::vector<std::string> dials_;
};

// A peak that announces this block.
NewPeak PeakOf(const FullBlock& block);

}  // namespace dragoman::chia
