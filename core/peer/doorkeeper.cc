#include "core/peer/doorkeeper.h"

#include <algorithm>

#include "core/peer/eviction.h"

namespace dragoman {
namespace {

// Addresses whose admissions are remembered for the rule of rates.
constexpr std::size_t kMostRemembered = 10'000;

// A handshake that has had no more time than this does not make room for another one: its first words may be waiting for
// us already.
constexpr Duration kFairChance = std::chrono::seconds(1);

bool Present(const PeerCard& card) { return card.inbound && !card.leaving; }

EvictionCandidate CandidateOf(const PeerCard& card) {
  EvictionCandidate candidate;
  candidate.ip = card.ip;
  candidate.since = card.since;
  if (const std::int64_t nanos = card.round_trip_nanos; nanos >= 0) candidate.round_trip = Duration(nanos);
  if (const std::int64_t nanos = card.useful_at_nanos; nanos >= 0) candidate.useful_at = Instant(Duration(nanos));
  return candidate;
}

}  // namespace

Doorkeeper::Doorkeeper(const Limits& limits, const std::optional<AdmissionRule>& rule, Standing& standing,
                       std::uint64_t secret)
    : limits_(limits), rule_(rule), standing_(standing), secret_(secret) {}

bool Doorkeeper::Exempt(const PeerCard& card) const {
  return !card.ip.has_value() || AnyContains(limits_.exempt, *card.ip);
}

Status Doorkeeper::Admit(const PeerCard& card, std::string_view local, Instant now) {
  const std::lock_guard lock(mutex_);
  if (card.ip.has_value()) DRAGOMAN_TRY(JudgeAddress(card, local, now));
  return MakeRoom(card, now);
}

Status Doorkeeper::JudgeAddress(const PeerCard& card, std::string_view local, Instant now) {
  const IpAddress& address = *card.ip;
  DRAGOMAN_TRY(JudgeLists(address));
  if (!Exempt(card)) {
    if (const std::optional<Standing::Away> away = standing_.Find(address, now)) {
      const auto seconds = std::chrono::ceil<std::chrono::seconds>(away->until - now).count();
      return Status::Because(Code::kClosed,
                             "its address is turned away for another " + std::to_string(seconds) + " s: " + away->reason);
    }
  }
  DRAGOMAN_TRY(JudgeNetgroup(card));
  const bool our_own = address.is_loopback() || address == IpAddress::Parse(HostOf(local));
  return our_own || !rule_.has_value() ? Ok() : JudgeRate(address, now);
}

Status Doorkeeper::JudgeLists(const IpAddress& address) const {
  if (AnyContains(limits_.deny, address)) return Status(Code::kClosed, "its address is on the deny list");
  if (!limits_.allow.empty() && !AnyContains(limits_.allow, address)) {
    return Status(Code::kClosed, "its address is not on the allow list");
  }
  return Ok();
}

Status Doorkeeper::JudgeNetgroup(const PeerCard& card) const {
  if (Exempt(card)) return Ok();
  const auto neighbours = netgroups_.find(Netgroup(*card.ip));
  if (neighbours == netgroups_.end() || neighbours->second < limits_.per_netgroup) return Ok();
  return Status(Code::kOverload, "{} peers of its netgroup are connected to us, no more are taken", limits_.per_netgroup);
}

Status Doorkeeper::Screen(const PeerCard& card) const {
  if (!card.ip.has_value()) return Ok();
  DRAGOMAN_TRY(JudgeLists(*card.ip));
  const std::lock_guard lock(mutex_);
  return JudgeNetgroup(card);
}

Status Doorkeeper::JudgeRate(const IpAddress& address, Instant now) {
  const auto expire = [&](std::deque<Instant>& times) {
    while (!times.empty() && now - times.front() >= rule_->memory) times.pop_front();
    return times.empty();
  };
  if (lately_.size() >= kMostRemembered && !lately_.contains(address)) {
    for (auto entry = lately_.begin(); entry != lately_.end();) {
      entry = expire(entry->second) ? lately_.erase(entry) : std::next(entry);
    }
    if (lately_.size() >= kMostRemembered) {
      return Status(Code::kOverload, "{} addresses connected to us lately, no more are counted", kMostRemembered);
    }
  }
  std::deque<Instant>& times = lately_[address];
  expire(times);
  std::vector<Duration> ages;
  for (auto time = times.rbegin(); time != times.rend(); ++time) ages.push_back(now - *time);
  if (!rule_->admits(ages)) return Status(Code::kOverload, "its address connects too often");
  times.push_back(now);
  return Ok();
}

// A newcomer is let in at once; who makes room for it goes soon.
Status Doorkeeper::MakeRoom(const PeerCard& newcomer, Instant now) {
  std::erase_if(shaking_, [](const Guest* guest) { return guest->card->ready || guest->card->leaving; });
  if (shaking_.size() >= limits_.half_open && !Exempt(newcomer)) {
    const auto oldest = std::ranges::find_if(shaking_, [this](const Guest* guest) { return !Exempt(*guest->card); });
    if (oldest == shaking_.end() || now - (*oldest)->card->since < kFairChance) {
      return Status(Code::kOverload, "{} peers are shaking hands with us, no more are taken", limits_.half_open);
    }
    Dismiss(**oldest, Status(Code::kOverload, "made room: {} peers had not finished their handshake", limits_.half_open));
  }
  if (inbound_ - dismissed_ < limits_.inbound) return Ok();
  std::vector<const Guest*> present;
  std::vector<EvictionCandidate> candidates;
  for (const Guest& guest : guests_) {
    if (!Present(*guest.card) || Exempt(*guest.card)) continue;
    present.push_back(&guest);
    candidates.push_back(CandidateOf(*guest.card));
  }
  const std::optional<std::size_t> evicted = ChooseEvicted(candidates, secret_);
  if (!evicted.has_value()) {
    return Status(Code::kOverload, "{} peers are connected to us, no more are taken", limits_.inbound);
  }
  Dismiss(*present[*evicted], Status(Code::kOverload, "made room for another peer: all {} slots were taken", limits_.inbound));
  return Ok();
}

void Doorkeeper::Dismiss(const Guest& guest, const Status& why) {
  guest.card->leaving = true;
  if (guest.card->inbound) ++dismissed_;
  guest.end(why);
}

void Doorkeeper::Enter(std::shared_ptr<PeerCard> card, End end) {
  const std::lock_guard lock(mutex_);
  const PeerCard& entering = *card;
  const auto place = guests_.insert(guests_.end(), Guest{std::move(card), std::move(end)});
  places_.emplace(&entering, place);
  if (!entering.inbound) return;
  ++inbound_;
  if (!entering.ready) shaking_.push_back(&*place);
  if (!Exempt(entering)) ++netgroups_[Netgroup(*entering.ip)];
}

void Doorkeeper::Leave(const PeerCard& card) {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(&card);
  if (found == places_.end()) return;
  const Guests::iterator place = found->second;
  places_.erase(found);
  if (card.inbound) {
    --inbound_;
    if (card.leaving) --dismissed_;
    std::erase(shaking_, &*place);
    if (!Exempt(card)) {
      const auto group = netgroups_.find(Netgroup(*card.ip));
      if (--group->second == 0) netgroups_.erase(group);
    }
  }
  guests_.erase(place);
}

bool Doorkeeper::ShedNewest(const Status& why) {
  const std::lock_guard lock(mutex_);
  const auto newest = std::find_if(guests_.rbegin(), guests_.rend(), [](const Guest& guest) { return Present(*guest.card); });
  if (newest == guests_.rend()) return false;
  Dismiss(*newest, why);
  return true;
}

void Doorkeeper::EndAll(const IpAddress& address, const Status& why) {
  const std::lock_guard lock(mutex_);
  const IpRange culprit = Culprit(address);
  for (const Guest& guest : guests_) {
    if (!guest.card->leaving && guest.card->ip.has_value() && culprit.Contains(*guest.card->ip)) Dismiss(guest, why);
  }
}

std::size_t Doorkeeper::inbound() const {
  const std::lock_guard lock(mutex_);
  return inbound_;
}

std::size_t Doorkeeper::outbound() const {
  const std::lock_guard lock(mutex_);
  return guests_.size() - inbound_;
}

std::vector<PeerView> Doorkeeper::Peers() const {
  const std::lock_guard lock(mutex_);
  std::vector<PeerView> peers;
  for (const Guest& guest : guests_) peers.push_back(guest.card->View());
  return peers;
}

}  // namespace dragoman
