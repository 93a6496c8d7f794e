// A node of ours with a chain in memory and any number of peers that are connected to it, told apart by their addresses.
#pragma once

#include <map>

#include "core/dragoman/testing.h"
#include "dialects/chia/rate_table.h"
#include "services/chain/chain_service.h"
#include "tests/session/chia/frames.h"
#include "tests/unit/services/chain/memory_shelf.h"

namespace dragoman::chia {

class Neighbours {
 public:
  struct Words {
    std::uint8_t node_type = 1;
    std::string software_version = "2.7.5";
    std::string protocol_version = "0.0.36";
    std::vector<std::uint16_t> capabilities = {1, 2, 3};
    std::vector<RequestWindow> windows = {};  // announced, where capability 7 is among them
  };
  // What serves the node's calls, kept with it.
  using Serve = std::function<std::shared_ptr<void>(testing::World&, NetworkId)>;

  explicit Neighbours(const Serve& serve, const std::string& network = "simulator0");
  // Of a node that has these blocks.
  explicit Neighbours(const std::vector<Slice>& blocks, const std::string& network = "simulator0");
  ~Neighbours();

  // Somebody connects and shakes hands; what that brings is not in Heard.
  void Come(const std::string& remote, const Words& words);
  void Come(const std::string& remote) { Come(remote, Words()); }
  // The link is lost.
  void Leave(const std::string& remote);

  template <class M>
  void Tell(const std::string& remote, const M& message, std::optional<std::int64_t> id = {}) {
    TellAtOnce(remote, {FrameOf(message, id)});
  }
  // All of it comes in one read.
  void TellAtOnce(const std::string& remote, const std::vector<Slice>& frames);
  // The same while no timer rings.
  void TellAtOnceWithoutTimers(const std::string& remote, const std::vector<Slice>& frames);

  // Messages since the last call.
  std::vector<Envelope> Heard(const std::string& remote);
  // The numbers of their types, in order.
  std::vector<NativeType> HeardTypes(const std::string& remote);
  // "1000 300": how we ended the link and for how long its address is banned; empty while it lasts.
  std::string End(const std::string& remote) const;
  bool Reads(const std::string& remote) const { return links_.at(remote)->WantsRead(); }
  // Bytes that it makes us keep.
  std::size_t Held(const std::string& remote) const;
  // What our node says of its own faults.
  std::string Faults() const;

  void Settle();
  void Advance(Duration by);
  template <class T>
  T& Common() {
    return node_->commons().Get<T>();
  }
  Instant Now() const { return clock_.Now(); }

 private:
  // What is posted and handed out; gives how much that was.
  std::size_t Work();

  ManualClock clock_;
  const std::shared_ptr<const DialectRegistry> registry_;
  testing::World world_;
  const NetworkId network_;
  std::vector<Event> events_;
  Subscription subscription_;
  std::shared_ptr<void> services_;
  std::unique_ptr<Node> node_;
  std::map<std::string, std::unique_ptr<Session>> links_;
};

}  // namespace dragoman::chia
