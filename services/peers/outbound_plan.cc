#include "services/peers/outbound_plan.h"

#include <algorithm>

namespace dragoman::peers {
namespace {

constexpr std::int64_t kTryAgainAfter = 1800;  // seconds
constexpr double kFeelerMean = 240;            // seconds
constexpr Duration kCollisionEvery = std::chrono::seconds(60);
constexpr Duration kShortestPause = std::chrono::milliseconds(250);
constexpr Duration kPausePerGroup = std::chrono::milliseconds(500);
constexpr Duration kIdlePause = std::chrono::seconds(15);
constexpr Duration kLongestPause = std::chrono::seconds(30);
constexpr std::size_t kMostOurs = 16;
constexpr std::size_t kAnchors = 2;

std::size_t DrawsFor(std::size_t groups) {
  if (groups < 3) return 10;
  return groups <= 5 ? 25 : 50;
}

}  // namespace

std::string_view Name(Purpose purpose) {
  switch (purpose) {
    case Purpose::kOutbound: return "outbound";
    case Purpose::kFeeler: return "feeler";
    case Purpose::kIntroducer: return "introducer";
  }
  return "";
}

OutboundPlan::OutboundPlan(AddressBook& book, Dice& dice, OutboundOptions options,
                           std::function<bool(const IpAddress&)> allowed)
    : book_(book), dice_(dice), options_(options), allowed_(std::move(allowed)) {}

OutboundPlan::Round OutboundPlan::Next(Instant now, std::int64_t unix_seconds) {
  Round round;
  GiveUpOld(now, unix_seconds);
  if (!next_feeler_.has_value()) DrawFeeler(now);
  const std::size_t groups = ConnectedGroups().size();
  const bool full = Needed() == 0;
  const bool feeler = full && now >= *next_feeler_;
  if (feeler) DrawFeeler(now);
  book_.ResolveCollisions(unix_seconds);
  if (options_.target > 0 && dialing_.size() < kMostDialing) {
    round.dial = DialAnchor(now);
    if (!round.dial.has_value()) round.dial = TestCollision(now);
    if (!round.dial.has_value() && (feeler || !full)) {
      const std::optional<Endpoint> chosen = Choose(feeler, groups, unix_seconds);
      if (chosen.has_value()) round.dial = Begin(*chosen, feeler ? Purpose::kFeeler : Purpose::kOutbound, now);
      // Who is being dialed may be enough.
      round.needs_more = !chosen.has_value() && !full && dialing_.empty();
    }
  }
  round.pause = std::max(kShortestPause, kPausePerGroup * static_cast<int>(groups));
  if (!round.dial.has_value()) round.pause += kIdlePause;
  round.pause = std::min(round.pause, kLongestPause);
  return round;
}

std::set<ByteVector> OutboundPlan::ConnectedGroups() const {
  std::set<ByteVector> groups;
  for (const auto& [endpoint, link] : outbound_) groups.insert(GroupOf(endpoint.ip));
  return groups;
}

// Of two that are being dialed both may answer, so theirs count as well.
bool OutboundPlan::GroupIsFree(const IpAddress& ip) const {
  const ByteVector group = GroupOf(ip);
  if (ConnectedGroups().contains(group)) return false;
  return std::ranges::none_of(dialing_, [&](const auto& numbered) {
    const Attempt& attempt = numbered.second;
    return attempt.purpose == Purpose::kOutbound && GroupOf(attempt.endpoint.ip) == group;
  });
}

bool OutboundPlan::Usable(const Endpoint& endpoint) const {
  if (endpoint.port == 0 || outbound_.contains(endpoint)) return false;
  if (std::ranges::find(ours_, endpoint) != ours_.end()) return false;
  const bool dialing = std::ranges::any_of(
      dialing_, [&](const auto& numbered) { return numbered.second.endpoint.ip == endpoint.ip; });
  return !dialing && allowed_(endpoint.ip);
}

bool OutboundPlan::Fits(const Entry& entry, bool feeler, std::int64_t unix_seconds) const {
  if (unix_seconds - entry.last_try < kTryAgainAfter) return false;
  return Usable(entry.endpoint) && (feeler || GroupIsFree(entry.endpoint.ip));
}

std::optional<Endpoint> OutboundPlan::Choose(bool feeler, std::size_t groups, std::int64_t unix_seconds) {
  for (std::size_t draws = DrawsFor(groups); draws > 0; --draws) {
    const Entry* entry = book_.Draw(feeler, unix_seconds);
    if (entry == nullptr) return std::nullopt;
    if (Fits(*entry, feeler, unix_seconds)) return entry->endpoint;
  }
  return std::nullopt;
}

// The older side of a collision is dialed, so that it wins only if it is still there.
std::optional<OutboundPlan::Dial> OutboundPlan::TestCollision(Instant now) {
  if (collision_tested_.has_value() && now - *collision_tested_ <= kCollisionEvery) return std::nullopt;
  const Entry* entry = book_.DrawCollision();
  if (entry == nullptr || !Usable(entry->endpoint)) return std::nullopt;
  collision_tested_ = now;
  const bool may_stay = Needed() > 0 && GroupIsFree(entry->endpoint.ip);
  return Begin(entry->endpoint, may_stay ? Purpose::kOutbound : Purpose::kFeeler, now);
}

std::optional<OutboundPlan::Dial> OutboundPlan::DialAnchor(Instant now) {
  while (!first_.empty() && Needed() > 0) {
    const Endpoint endpoint = first_.front();
    first_.pop_front();
    if (Usable(endpoint) && GroupIsFree(endpoint.ip)) return Begin(endpoint, Purpose::kOutbound, now);
  }
  return std::nullopt;
}

OutboundPlan::Dial OutboundPlan::Begin(const Endpoint& endpoint, Purpose purpose, Instant now) {
  Attempt& attempt = dialing_[++last_number_];
  attempt.endpoint = endpoint;
  attempt.purpose = purpose;
  attempt.since = now;
  Dial dial;
  dial.number = last_number_;
  dial.endpoint = endpoint;
  dial.purpose = purpose;
  return dial;
}

void OutboundPlan::GiveUpOld(Instant now, std::int64_t unix_seconds) {
  std::vector<std::uint64_t> old;
  for (const auto& [number, attempt] : dialing_) {
    if (now - attempt.since >= options_.patience) old.push_back(number);
  }
  for (const std::uint64_t number : old) Ended(number, unix_seconds);
}

void OutboundPlan::DrawFeeler(Instant now) {
  next_feeler_ = now + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(dice_.Exponential(kFeelerMean)));
}

bool OutboundPlan::Met(const Endpoint& endpoint, bool dialed, Instant now, std::int64_t unix_seconds) {
  if (!dialed) {
    ++inbound_;
    return true;
  }
  book_.Good(endpoint, unix_seconds);
  book_.Connected(endpoint, unix_seconds);
  const auto attempt = std::ranges::find_if(
      dialing_, [&](const auto& numbered) { return numbered.second.endpoint == endpoint; });
  const bool chosen = attempt != dialing_.end();
  if (chosen) {
    const Purpose purpose = attempt->second.purpose;
    dialing_.erase(attempt);
    const bool fits = Needed() > 0 && GroupIsFree(endpoint.ip);
    if (purpose == Purpose::kFeeler || !fits) return false;
  }
  Link& link = outbound_[endpoint];
  if (link.count++ == 0) link.since = now;
  link.chosen = link.chosen || chosen;
  ChooseAnchors();
  return true;
}

void OutboundPlan::ChooseAnchors() {
  std::vector<std::pair<Instant, Endpoint>> chosen;
  for (const auto& [endpoint, link] : outbound_) {
    if (link.chosen) chosen.emplace_back(link.since, endpoint);
  }
  std::ranges::sort(chosen);
  anchors_.clear();
  for (std::size_t i = 0; i < std::min(kAnchors, chosen.size()); ++i) anchors_.push_back(chosen[i].second);
}

void OutboundPlan::Left(const Endpoint& endpoint, bool dialed) {
  if (!dialed) {
    if (inbound_ > 0) --inbound_;
    return;
  }
  const auto link = outbound_.find(endpoint);
  if (link != outbound_.end() && --link->second.count == 0) outbound_.erase(link);
}

void OutboundPlan::Ended(std::uint64_t number, std::int64_t unix_seconds) {
  const auto attempt = dialing_.find(number);
  if (attempt == dialing_.end()) return;
  book_.Attempt(attempt->second.endpoint, true, unix_seconds);
  dialing_.erase(attempt);
}

void OutboundPlan::Ours(const Endpoint& endpoint, std::int64_t unix_seconds) {
  book_.Attempt(endpoint, false, unix_seconds);
  std::erase_if(dialing_, [&](const auto& numbered) { return numbered.second.endpoint == endpoint; });
  if (std::ranges::find(ours_, endpoint) != ours_.end()) return;
  ours_.push_back(endpoint);
  if (ours_.size() > kMostOurs) ours_.pop_front();
}

}  // namespace dragoman::peers
