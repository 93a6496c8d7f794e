#include "core/peer/standing.h"

#include <algorithm>
#include <cmath>

namespace dragoman {
namespace {

// A score below this says nothing any more.
constexpr double kForgotten = 0.5;

bool IsAway(const std::optional<Standing::Away>& away, Instant now) { return away.has_value() && away->until > now; }

}  // namespace

double Standing::Faded(const Record& record, Instant now) const {
  const double lives = std::chrono::duration<double>(now - record.at) / limits_.score_half_life;
  return record.score * std::exp2(-lives);
}

Standing::Record& Standing::Touch(const IpRange& culprit, Instant now) {
  const auto found = records_.find(culprit);
  if (found != records_.end()) return found->second;
  if (records_.size() >= kMostAddresses) Forget(now);
  return records_[culprit];
}

// Makes room: everybody who has nothing left, and if there is none, whoever has the least.
void Standing::Forget(Instant now) {
  std::erase_if(records_, [&](const auto& entry) {
    return !IsAway(entry.second.away, now) && Faded(entry.second, now) < kForgotten;
  });
  if (records_.size() < kMostAddresses) return;
  const auto weight = [&](const Record& record) {
    return std::pair(IsAway(record.away, now) ? record.away->until : Instant(), Faded(record, now));
  };
  records_.erase(std::ranges::min_element(
      records_, [&](const auto& a, const auto& b) { return weight(a.second) < weight(b.second); }));
}

bool Standing::Blame(const IpAddress& address, double points, const std::string& reason, Instant now) {
  const std::lock_guard lock(mutex_);
  Record& record = Touch(Culprit(address), now);
  record.score = Faded(record, now) + points;
  record.at = now;
  if (record.score < limits_.discouraged_at) return IsAway(record.away, now);
  const Instant until = now + limits_.discouraged_for;
  if (!record.away.has_value() || record.away->until < until) record.away = Away{until, reason};
  return true;
}

void Standing::Ban(const IpAddress& address, Duration time, std::string reason, Instant now) {
  const std::lock_guard lock(mutex_);
  Record& record = Touch(Culprit(address), now);
  if (record.at == Instant()) record.at = now;
  if (record.away.has_value() && record.away->until >= now + time) return;
  record.away = Away{now + time, std::move(reason)};
}

void Standing::Pardon(const IpAddress& address) {
  const std::lock_guard lock(mutex_);
  records_.erase(Culprit(address));
}

std::optional<Standing::Away> Standing::Find(const IpAddress& address, Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(Culprit(address));
  if (found == records_.end() || !IsAway(found->second.away, now)) return std::nullopt;
  return found->second.away;
}

double Standing::Score(const IpAddress& address, Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(Culprit(address));
  return found == records_.end() ? 0 : Faded(found->second, now);
}

std::map<IpRange, Standing::Away> Standing::TurnedAway(Instant now) const {
  const std::lock_guard lock(mutex_);
  std::map<IpRange, Away> away;
  for (const auto& [culprit, record] : records_) {
    if (IsAway(record.away, now)) away.emplace(culprit, *record.away);
  }
  return away;
}

std::size_t Standing::size() const {
  const std::lock_guard lock(mutex_);
  return records_.size();
}

}  // namespace dragoman
