// OutboundPlan: whom to connect to, and when (wire/chia.md 15.4). It keeps so many links to nodes that we dialed, no
// two of one group, and tries others now and then when it has them. It only decides: others dial and tell how it went.
//
// Not thread-safe. Bounded: at most kMostDialing attempts at a time.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>

#include "core/base/clock.h"
#include "services/peers/address_book.h"

namespace dragoman::peers {

enum class Purpose : std::uint8_t {
  kOutbound,    // to stay
  kFeeler,      // to see who is there
  kIntroducer,  // to be told of others
};

std::string_view Name(Purpose purpose);

struct OutboundOptions {
  std::size_t target = 0;  // links to nodes that we dialed; 0: none is dialed
  // Of our own decisions, no rule of the wire: an attempt that nobody ends is taken for failed.
  Duration patience = std::chrono::minutes(10);
};

class OutboundPlan {
 public:
  static constexpr std::size_t kMostDialing = 70;
  // `allowed`: whether an address is one that we talk to. The references outlive the plan.
  OutboundPlan(AddressBook& book, Dice& dice, OutboundOptions options,
               std::function<bool(const IpAddress&)> allowed);

  // Attempts have numbers, from 1.
  struct Dial {
    std::uint64_t number = 0;
    Endpoint endpoint;
    Purpose purpose = Purpose::kOutbound;
  };
  struct Round {
    std::optional<Dial> dial;
    bool needs_more = false;  // the book has nobody to try
    Duration pause{};         // until the next round
  };
  // To be asked again after the pause.
  Round Next(Instant now, std::int64_t unix_seconds);

  // The handshake went well. Whether the link is to stay.
  bool Met(const Endpoint& endpoint, bool dialed, Instant now, std::int64_t unix_seconds);
  void Left(const Endpoint& endpoint, bool dialed);
  // An attempt has failed, or its link has ended.
  void Ended(std::uint64_t number, std::int64_t unix_seconds);
  // We listen there.
  void Ours(const Endpoint& endpoint, std::int64_t unix_seconds);

  // The links to what we chose that have lasted longest, to be found again after a restart. They change when links
  // come, not when they go: at the end all go.
  const std::vector<Endpoint>& anchors() const { return anchors_; }
  // Who has gone is no anchor any more, unless all have.
  void RefreshAnchors() {
    if (!outbound_.empty()) ChooseAnchors();
  }
  void DialFirst(std::vector<Endpoint> endpoints) { first_.assign(endpoints.begin(), endpoints.end()); }

  std::size_t outbound() const { return outbound_.size(); }
  std::size_t inbound() const { return inbound_; }
  std::size_t dialing() const { return dialing_.size(); }

 private:
  struct Attempt {
    Endpoint endpoint;
    Purpose purpose = Purpose::kOutbound;
    Instant since{};
  };
  struct Link {
    Instant since{};
    std::size_t count = 0;
    bool chosen = false;  // by us, not by the user
  };

  std::size_t Needed() const { return options_.target > outbound_.size() ? options_.target - outbound_.size() : 0; }
  std::set<ByteVector> ConnectedGroups() const;
  bool GroupIsFree(const IpAddress& ip) const;
  bool Fits(const Entry& entry, bool feeler, std::int64_t unix_seconds) const;
  bool Usable(const Endpoint& endpoint) const;
  std::optional<Endpoint> Choose(bool feeler, std::size_t groups, std::int64_t unix_seconds);
  std::optional<Dial> TestCollision(Instant now);
  std::optional<Dial> DialAnchor(Instant now);
  Dial Begin(const Endpoint& endpoint, Purpose purpose, Instant now);
  void GiveUpOld(Instant now, std::int64_t unix_seconds);
  void DrawFeeler(Instant now);
  void ChooseAnchors();

  AddressBook& book_;
  Dice& dice_;
  const OutboundOptions options_;
  const std::function<bool(const IpAddress&)> allowed_;
  std::map<Endpoint, Link> outbound_;
  std::size_t inbound_ = 0;
  std::map<std::uint64_t, Attempt> dialing_;
  std::uint64_t last_number_ = 0;
  std::deque<Endpoint> ours_;   // newest last
  std::deque<Endpoint> first_;  // to be tried before all others
  std::vector<Endpoint> anchors_;
  std::optional<Instant> next_feeler_;
  std::optional<Instant> collision_tested_;
};

}  // namespace dragoman::peers
