// Roster: the peers of this node that have shaken hands, who they are, and how to reach them. One per node
// (Peer::Common); thread-safe.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/peer/peer.h"
#include "dialects/chia/node_type.h"
#include "dialects/chia/peak.h"

namespace dragoman::chia {

class Roster {
 public:
  // Runs work on that peer's thread, if it is still there.
  using Post = std::function<void(std::function<void(Peer&)>)>;

  struct Member {
    NodeType type = NodeType::kFullNode;
    Hash256 node_id{};
    bool inbound = false;
    bool upstream = false;       // the user named it
    bool our_dial_stays = false;  // where both sides dial each other at once: of the two links, the one that we dialed
    Instant since{};
    bool needs_slot = true;      // not where the user made its network exempt
    std::string remote;          // HOST:PORT of its end of our link
    std::string host;            // its address, without port
    std::uint16_t port = 0;      // of our link to it
    std::uint16_t server_port = 0;
    std::optional<Peak> peak;    // what it announced last
    std::deque<Hash256> announced;  // the last ones, the newest in front
    std::shared_ptr<const std::atomic<Instant>> heard_at;  // its last binary message
    Post post;
    std::function<void(Status)> end;
  };

  // A peer's place; it leaves with it.
  class Seat {
   public:
    Seat() = default;
    Seat(Roster& roster, std::list<Member>::iterator place) : roster_(&roster), place_(place) {}
    Seat(Seat&& other) noexcept : roster_(std::exchange(other.roster_, nullptr)), place_(other.place_) {}
    Seat& operator=(Seat&& other) noexcept {
      std::swap(roster_, other.roster_);
      std::swap(place_, other.place_);
      return *this;
    }
    ~Seat() {
      if (roster_ != nullptr) roster_->Leave(place_);
    }
    void Announced(const Peak& peak);
    // The user named it, under the address of this link or another one to the same node.
    bool upstream() const;

   private:
    Roster* roster_ = nullptr;
    std::list<Member>::iterator place_;
  };

  // Slots for peers that come in, by what they are (wire/chia.md 2.4).
  struct Slots {
    std::size_t full_nodes = 32;
    std::size_t wallets = 20;
    std::size_t farmers = 10;
  };

  // Ends an older link with the same node id. Errors: there is no slot for such a peer; the older link is to stay.
  Result<Seat> Enter(Member member, const Slots& slots);
  // The link of that node, which the user named, on which it was heard since: from now on it counts as named.
  std::optional<Member> Claim(const Hash256& node_id, Instant heard_since);

  std::vector<Member> Members() const;
  std::vector<Member> Members(NodeType type) const;
  // Where the user named peers, only what they announced counts (issue: Trust).
  void NameUpstream() { has_upstream_ = true; }
  bool has_upstream() const { return has_upstream_; }
  // True once: that there is no upstream is still to be told.
  bool ToldTrust() { return !told_trust_.exchange(true); }
  struct Wanted {
    Hash256 tip{};
    bool near_our_tip = false;   // whoever is on our chain has it, announced or not
    std::set<std::string> but;   // HOST:PORT of those who are not meant
  };
  // Somebody who has this tip: one the user named before others, one that announced it before others.
  std::optional<Member> Holder(const Wanted& wanted) const;

 private:
  static bool CrossedAndStays(const Member& older, const Member& newer);
  void Leave(std::list<Member>::iterator place);
  Status FindSlot(const Member& member, const Slots& slots) const;

  mutable std::mutex mutex_;
  std::list<Member> members_;
  std::atomic<bool> has_upstream_ = false;
  std::atomic<bool> told_trust_ = false;
};

}  // namespace dragoman::chia
