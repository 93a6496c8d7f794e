#include "services/peers/address_book.h"

#include <algorithm>
#include <utility>

namespace dragoman::peers {
namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::size_t kMostPlaces = 8;
constexpr std::size_t kMostCollisions = 10;
constexpr std::int64_t kRefreshEvery = 600;
constexpr std::int64_t kOldAge = 14 * kDay;
constexpr std::uint32_t kManyFailures = 10;
// The older side of a collision wins if it was there within this time; tested for longer, it loses.
constexpr std::int64_t kStillGood = 4 * kHour;
constexpr std::int64_t kTestTakes = 60;
constexpr std::int64_t kNotTestable = 2400;

}  // namespace

const Entry* AddressBook::Find(const IpAddress& ip) const {
  const auto found = hosts_.find(ip);
  return found == hosts_.end() ? nullptr : &entries_[found->second];
}

std::size_t AddressBook::Places(const IpAddress& ip) const {
  const auto found = hosts_.find(ip);
  return found == hosts_.end() ? 0 : entries_[found->second].places.size();
}

AddressBook::Kept* AddressBook::Exactly(const Endpoint& endpoint) {
  const auto found = hosts_.find(endpoint.ip);
  if (found == hosts_.end()) return nullptr;
  Kept& entry = entries_[found->second];
  return entry.endpoint == endpoint ? &entry : nullptr;
}

AddressBook::Number AddressBook::Create(const Endpoint& endpoint, const IpAddress& source) {
  Number number = 0;
  if (free_.empty()) {
    number = static_cast<Number>(entries_.size());
    entries_.emplace_back();
  } else {
    number = free_.back();
    free_.pop_back();
  }
  Kept& entry = entries_[number];
  entry.endpoint = endpoint;
  entry.source = source;
  entry.changed = true;
  entry.saved = gone_.erase(endpoint) > 0;  // it still stands on the shelf
  entry.at = order_.size();
  order_.push_back(number);
  hosts_[endpoint.ip] = number;
  return number;
}

// It has no place any more.
void AddressBook::Delete(Number number) {
  Kept& entry = entries_[number];
  if (entry.saved) gone_.insert(entry.endpoint);
  Swap(entry.at, order_.size() - 1);
  order_.pop_back();
  hosts_.erase(entry.endpoint.ip);
  std::erase(collisions_, number);
  entry = Kept();
  free_.push_back(number);
}

void AddressBook::Swap(std::size_t a, std::size_t b) {
  std::swap(order_[a], order_[b]);
  entries_[order_[a]].at = a;
  entries_[order_[b]].at = b;
}

void AddressBook::Clear(Place place) {
  const std::optional<Number> number = new_.At(place);
  if (!number.has_value()) return;
  Kept& entry = entries_[*number];
  std::erase(entry.places, place);
  entry.changed = true;
  new_.Leave(place);
  if (entry.places.empty()) Delete(*number);
}

void AddressBook::Occupy(Place place, Number number) {
  Clear(place);
  new_.Take(place, number);
  entries_[number].places.push_back(place);
  entries_[number].changed = true;
}

bool AddressBook::Add(const Endpoint& endpoint, std::int64_t seen, const IpAddress& source, std::int64_t penalty,
                      std::int64_t now) {
  if (!private_addresses_ && IsPrivate(endpoint.ip)) return false;
  const auto found = hosts_.find(endpoint.ip);
  const bool is_new = found == hosts_.end();
  const Number number = is_new ? Create(endpoint, source) : found->second;
  Kept& entry = entries_[number];
  if (is_new) {
    entry.seen = std::max<std::int64_t>(0, seen - penalty);
  } else {
    const std::int64_t interval = now - seen < kDay ? kHour : kDay;
    if (seen > 0 && entry.seen < seen - interval - penalty) {
      entry.seen = std::max<std::int64_t>(0, seen - penalty);
      entry.changed = true;
    }
    if (seen == 0 || seen <= entry.seen || entry.tried || entry.places.size() >= kMostPlaces) return false;
    // Each further place is twice as hard to get.
    if (dice_.Below(std::size_t{1} << entry.places.size()) != 0) return false;
  }
  const Place place = choice_.InNew(entry.endpoint, source);
  const std::optional<Number> holder = new_.At(place);
  if (holder == number) return false;
  const auto replaceable = [&](const Kept& other) {
    return other.IsTerrible(now) || (other.places.size() > 1 && entry.places.empty());
  };
  if (!holder.has_value() || replaceable(entries_[*holder])) {
    Occupy(place, number);
    return is_new;
  }
  if (entry.places.empty()) Delete(number);
  return false;
}

void AddressBook::Good(const Endpoint& endpoint, std::int64_t now, bool test_before_evict) {
  last_good_ = now;
  Kept* entry = Exactly(endpoint);
  if (entry == nullptr) return;
  // What others see of it, `seen`, stays: it would tell whom we are connected to.
  entry->last_success = now;
  entry->last_try = now;
  entry->failures = 0;
  entry->changed = true;
  if (entry->tried) return;
  const Number number = hosts_[endpoint.ip];
  if (!test_before_evict || !tried_.At(choice_.InTried(endpoint)).has_value()) return MakeTried(number);
  const bool known = std::ranges::find(collisions_, number) != collisions_.end();
  if (!known && collisions_.size() < kMostCollisions) collisions_.push_back(number);
}

void AddressBook::MakeTried(Number number) {
  Kept& entry = entries_[number];
  for (const Place place : std::exchange(entry.places, {})) new_.Leave(place);
  const Place place = choice_.InTried(entry.endpoint);
  if (const std::optional<Number> loser = tried_.At(place)) {
    Kept& old = entries_[*loser];
    old.tried = false;
    tried_.Leave(place);
    Occupy(choice_.InNew(old.endpoint, old.source), *loser);
  }
  tried_.Take(place, number);
  entry.tried = true;
  entry.changed = true;
}

void AddressBook::Attempt(const Endpoint& endpoint, bool count_failure, std::int64_t now) {
  Kept* entry = Exactly(endpoint);
  if (entry == nullptr) return;
  entry->last_try = now;
  entry->changed = true;
  if (!count_failure || entry->last_counted >= last_good_) return;
  entry->last_counted = now;
  ++entry->failures;
}

void AddressBook::Connected(const Endpoint& endpoint, std::int64_t now) {
  Kept* entry = Exactly(endpoint);
  if (entry == nullptr || now - entry->seen < kRefreshEvery) return;
  entry->seen = now;
  entry->changed = true;
}

// The longer none is good enough, the less is asked.
const Entry* AddressBook::Draw(bool new_only, std::int64_t now) {
  constexpr double kGrowth = 1.2;
  if (new_.empty() && (new_only || tried_.empty())) return nullptr;
  const bool from_tried = !new_only && !tried_.empty() && (new_.empty() || dice_.Below(2) == 0);
  const BucketTable& table = from_tried ? tried_ : new_;
  for (double leniency = 1;; leniency *= kGrowth) {
    const Entry& entry = entries_[table.Draw(dice_)];
    if (dice_.Fraction() < leniency * entry.Chance(now)) return &entry;
  }
}

const Entry* AddressBook::DrawCollision() {
  if (collisions_.empty()) return nullptr;
  const Kept& newcomer = entries_[collisions_[dice_.Below(collisions_.size())]];
  const std::optional<Number> holder = tried_.At(choice_.InTried(newcomer.endpoint));
  return holder.has_value() ? &entries_[*holder] : nullptr;
}

void AddressBook::ResolveCollisions(std::int64_t now) {
  for (const Number number : std::vector<Number>(collisions_)) {
    // One that ended may have taken this one's entry with it.
    if (std::ranges::find(collisions_, number) == collisions_.end()) continue;
    if (Resolve(number, now)) std::erase(collisions_, number);
  }
}

bool AddressBook::Resolve(Number number, std::int64_t now) {
  const Kept& newcomer = entries_[number];
  if (newcomer.tried) return true;
  const auto win = [&] { Good(Endpoint(newcomer.endpoint), now, false); };
  const std::optional<Number> holder = tried_.At(choice_.InTried(newcomer.endpoint));
  if (!holder.has_value()) {
    win();
    return true;
  }
  const Kept& old = entries_[*holder];
  if (now - old.last_success < kStillGood) return true;
  if (now - old.last_try < kStillGood) {
    if (now - old.last_try <= kTestTakes) return false;
    win();
    return true;
  }
  if (now - newcomer.last_success <= kNotTestable) return false;
  win();
  return true;
}

std::vector<Entry> AddressBook::Sample(std::size_t limit, unsigned percent, std::int64_t now) {
  std::vector<Entry> sample;
  const std::size_t most = std::min(limit, (order_.size() * percent + 99) / 100);
  for (std::size_t n = 0; n < order_.size() && sample.size() < most; ++n) {
    Swap(n, n + dice_.Below(order_.size() - n));
    const Kept& entry = entries_[order_[n]];
    if (!entry.IsTerrible(now)) sample.push_back(entry);
  }
  return sample;
}

void AddressBook::CleanUp(std::int64_t now) {
  for (const Number number : std::vector<Number>(order_)) {
    const Kept& entry = entries_[number];
    if (entry.tried || entry.seen >= now - kOldAge || entry.failures < kManyFailures) continue;
    for (const Place place : std::vector<Place>(entry.places)) Clear(place);
  }
}

void AddressBook::SetAnchors(const std::vector<Endpoint>& anchors) {
  for (const Number number : order_) {
    Kept& entry = entries_[number];
    const bool anchor = std::ranges::find(anchors, entry.endpoint) != anchors.end();
    if (std::exchange(entry.anchor, anchor) != anchor) entry.changed = true;
  }
}

std::vector<Endpoint> AddressBook::Anchors() const {
  std::vector<Endpoint> anchors;
  for (const auto& [ip, number] : hosts_) {
    if (entries_[number].anchor) anchors.push_back(entries_[number].endpoint);
  }
  return anchors;
}

void AddressBook::Restore(const SavedAddress& saved) {
  const Endpoint& endpoint = saved.entry.endpoint;
  if (hosts_.contains(endpoint.ip) || (!private_addresses_ && IsPrivate(endpoint.ip))) return;
  const Number number = Create(endpoint, saved.entry.source);
  Kept& entry = entries_[number];
  static_cast<Entry&>(entry) = saved.entry;
  entry.tried = false;
  entry.saved = true;
  if (const Place place = choice_.InTried(endpoint); saved.entry.tried && !tried_.At(place).has_value()) {
    tried_.Take(place, number);
    entry.tried = true;
  }
  if (!entry.tried) {
    std::vector<Place> places;
    for (const std::uint16_t bucket : saved.buckets) places.push_back(choice_.InNewBucket(endpoint, bucket));
    if (places.empty()) places.push_back(choice_.InNew(endpoint, entry.source));
    for (const Place place : places) {
      if (entry.places.size() < kMostPlaces && !new_.At(place).has_value()) Occupy(place, number);
    }
    if (entry.places.empty()) return Delete(number);
  }
  entry.changed = entry.tried != saved.entry.tried;
}

AddressBook::Changes AddressBook::TakeChanges() {
  Changes changes;
  changes.gone.assign(gone_.begin(), gone_.end());
  gone_.clear();
  for (const auto& [ip, number] : hosts_) {
    Kept& entry = entries_[number];
    if (!std::exchange(entry.changed, false)) continue;
    entry.saved = true;
    SavedAddress& saved = changes.changed.emplace_back();
    saved.entry = entry;
    for (const Place place : entry.places) {
      saved.buckets.push_back(static_cast<std::uint16_t>(BucketTable::BucketOf(place)));
    }
  }
  return changes;
}

void AddressBook::NotSaved(const Changes& changes) {
  for (const SavedAddress& saved : changes.changed) {
    if (Kept* entry = Exactly(saved.entry.endpoint)) entry->changed = true;
  }
  for (const Endpoint& endpoint : changes.gone) {
    if (Exactly(endpoint) == nullptr) gone_.insert(endpoint);
  }
}

}  // namespace dragoman::peers
