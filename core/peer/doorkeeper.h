// Doorkeeper: decides which links that others open to us come in, knows who is in, and who makes room when it gets
// tight (QUALITY.md 2). One per node; thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "core/peer/limits.h"
#include "core/peer/peer_card.h"
#include "core/peer/plan.h"
#include "core/peer/standing.h"

namespace dragoman {

class Doorkeeper {
 public:
  // Ends a peer, from any thread, soon.
  using End = std::function<void(Status)>;

  // `secret` makes evictions unforeseeable. All references must outlive it.
  Doorkeeper(const Limits& limits, const std::optional<AdmissionRule>& rule, Standing& standing, std::uint64_t secret);

  // Whether the peer of an inbound link may come in, `local` being our own end of it. Errors: kOverload where there is
  // no room for it, kClosed where its address is not wanted. Let in, it is to be entered.
  Status Admit(const PeerCard& card, std::string_view local, Instant now);
  // What is refused before a byte is spent on it, where a wire opens with TLS or an upgrade: by deny, allow and
  // per_netgroup. Bans and all else wait for Admit, whose words such a wire can carry.
  Status Screen(const PeerCard& card) const;
  void Enter(std::shared_ptr<PeerCard> card, End end);
  void Leave(const PeerCard& card);

  // The memory of all peers is used up: the inbound peer that came last goes. False: nobody is left to go.
  bool ShedNewest(const Status& why);
  // Every peer of this address goes.
  void EndAll(const IpAddress& address, const Status& why);

  // Free of rules for single addresses.
  bool Exempt(const PeerCard& card) const;
  std::size_t inbound() const;
  std::size_t outbound() const;
  std::vector<PeerView> Peers() const;

 private:
  struct Guest {
    std::shared_ptr<PeerCard> card;
    End end;
  };
  using Guests = std::list<Guest>;  // in the order of their coming

  Status JudgeAddress(const PeerCard& card, std::string_view local, Instant now);
  Status JudgeLists(const IpAddress& address) const;
  Status JudgeNetgroup(const PeerCard& card) const;
  Status JudgeRate(const IpAddress& address, Instant now);
  Status MakeRoom(const PeerCard& newcomer, Instant now);
  void Dismiss(const Guest& guest, const Status& why);

  const Limits& limits_;
  const std::optional<AdmissionRule>& rule_;
  Standing& standing_;
  const std::uint64_t secret_;
  mutable std::mutex mutex_;
  Guests guests_;
  std::unordered_map<const PeerCard*, Guests::iterator> places_;
  std::map<IpRange, std::size_t> netgroups_;  // of inbound guests
  std::list<const Guest*> shaking_;           // inbound, handshake perhaps not done; oldest first
  std::size_t inbound_ = 0;
  std::size_t dismissed_ = 0;  // of the inbound ones
  std::map<IpAddress, std::deque<Instant>> lately_;  // admissions that the rule still asks for
};

}  // namespace dragoman
