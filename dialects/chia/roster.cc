#include "dialects/chia/roster.h"

#include <algorithm>

#include "dialects/chia/verdicts.h"

namespace dragoman::chia {

void Roster::Seat::Announced(const Peak& peak) {
  if (roster_ == nullptr) return;
  const std::lock_guard lock(roster_->mutex_);
  place_->peak = peak;
  // Who asks about a tip that we passed on does so when the next one may be there already.
  constexpr std::size_t kMostAnnounced = 32;
  std::deque<Hash256>& announced = place_->announced;
  if (std::ranges::find(announced, peak.hash) == announced.end()) announced.push_front(peak.hash);
  if (announced.size() > kMostAnnounced) announced.pop_back();
}

bool Roster::Seat::upstream() const {
  if (roster_ == nullptr) return false;
  const std::lock_guard lock(roster_->mutex_);
  return place_->upstream;
}

std::optional<Roster::Member> Roster::Claim(const Hash256& node_id, Instant heard_since) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(members_, [&](const Member& member) {
    return member.node_id == node_id && member.heard_at->load() >= heard_since;
  });
  if (found == members_.end()) return std::nullopt;
  found->upstream = true;
  return *found;
}

// Two nodes that are told to dial each other may do so at once. Each then has two links, perhaps in another order than
// the other side has them: so it is not the order that decides which one stays.
bool Roster::CrossedAndStays(const Member& older, const Member& newer) {
  constexpr Duration kAtOnce = std::chrono::seconds(10);
  const Member& dialed = older.inbound ? newer : older;
  const bool crossed = older.inbound != newer.inbound && dialed.upstream && newer.since - older.since < kAtOnce;
  return crossed && (&dialed == &older) == newer.our_dial_stays;
}

Result<Roster::Seat> Roster::Enter(Member member, const Slots& slots) {
  const std::lock_guard lock(mutex_);
  if (member.inbound && member.needs_slot) {
    if (Status full = FindSlot(member, slots); !full.ok()) return full;
  }
  for (Member& older : members_) {
    if (older.node_id != member.node_id) continue;
    const bool stays = CrossedAndStays(older, member);
    older.upstream = member.upstream = older.upstream || member.upstream;
    if (stays) {
      Status twin(Code::kClosed, "the same node is connected already");
      return twin.With(verdict::kUnsuitable);
    }
    Status replaced(Code::kClosed, "the same node connected anew");
    older.end(replaced.With(verdict::kUnsuitable));
  }
  return Seat(*this, members_.insert(members_.end(), std::move(member)));
}

Status Roster::FindSlot(const Member& member, const Slots& slots) const {
  const auto taken = static_cast<std::size_t>(std::ranges::count_if(
      members_, [&](const Member& other) { return other.inbound && other.type == member.type; }));
  std::size_t most = 0;
  switch (member.type) {
    case NodeType::kFullNode: most = slots.full_nodes; break;
    case NodeType::kWallet: most = slots.wallets; break;
    case NodeType::kFarmer: most = slots.farmers; break;
    case NodeType::kTimelord: most = member.host == "127.0.0.1" || member.host == "::1" ? slots.farmers : 0; break;
    default: break;
  }
  if (taken < most) return Ok();
  Status full(Code::kClosed, "no slot is free for another peer of this type: {} are taken", taken);
  return full.With(verdict::kUnsuitable);
}

void Roster::Leave(std::list<Member>::iterator place) {
  const std::lock_guard lock(mutex_);
  members_.erase(place);
}

std::vector<Roster::Member> Roster::Members() const {
  const std::lock_guard lock(mutex_);
  return {members_.begin(), members_.end()};
}

std::vector<Roster::Member> Roster::Members(NodeType type) const {
  std::vector<Member> all = Members();
  std::erase_if(all, [type](const Member& member) { return member.type != type; });
  return all;
}

std::optional<Roster::Member> Roster::Holder(const Wanted& wanted) const {
  const std::lock_guard lock(mutex_);
  const Member* holder = nullptr;
  std::pair<bool, bool> best;
  for (const Member& member : members_) {
    if (member.type != NodeType::kFullNode || !member.peak.has_value() || wanted.but.contains(member.remote)) continue;
    if (has_upstream_ && !member.upstream) continue;
    const bool announced = std::ranges::find(member.announced, wanted.tip) != member.announced.end();
    if (!announced && !wanted.near_our_tip) continue;
    const std::pair<bool, bool> rank(member.upstream, announced);
    if (holder != nullptr && rank <= best) continue;
    holder = &member;
    best = rank;
  }
  return holder == nullptr ? std::nullopt : std::optional(*holder);
}

}  // namespace dragoman::chia
