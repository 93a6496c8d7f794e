#include "core/peer/eviction.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/base/hash.h"
#include "core/base/writer.h"

namespace dragoman {
namespace {

constexpr std::size_t kProtectedNetgroups = 4;
constexpr std::size_t kProtectedNear = 8;
constexpr std::size_t kProtectedUseful = 4;

Hash256 Keyed(const IpRange& group, std::uint64_t secret) {
  ByteVector text;
  Writer writer(text);
  writer.U64(secret, std::endian::little);
  writer.Raw(group.base.bytes);
  return Sha256(text);
}

IpRange GroupOf(const EvictionCandidate& candidate) { return Netgroup(candidate.ip.value_or(IpAddress())); }

class Round {
 public:
  explicit Round(std::span<const EvictionCandidate> candidates) : candidates_(candidates), left_(candidates.size()) {
    std::iota(left_.begin(), left_.end(), std::size_t{0});
  }
  // Takes out up to `count` of those that qualify, the best first.
  template <class Qualifies, class Key>
  void Protect(std::size_t count, Qualifies&& qualifies, Key&& key) {
    std::vector<std::size_t> fit;
    std::ranges::copy_if(left_, std::back_inserter(fit), [&](std::size_t i) { return qualifies(candidates_[i]); });
    std::ranges::stable_sort(fit, {}, [&](std::size_t i) { return key(candidates_[i]); });
    fit.resize(std::min(fit.size(), count));
    std::erase_if(left_, [&](std::size_t i) { return std::ranges::find(fit, i) != fit.end(); });
  }
  const std::vector<std::size_t>& left() const { return left_; }

 private:
  std::span<const EvictionCandidate> candidates_;
  std::vector<std::size_t> left_;
};

}  // namespace

std::optional<std::size_t> ChooseEvicted(std::span<const EvictionCandidate> candidates, std::uint64_t secret) {
  Round round(candidates);
  const auto any = [](const EvictionCandidate&) { return true; };
  round.Protect(kProtectedNetgroups, any, [&](const auto& c) { return Keyed(GroupOf(c), secret); });
  round.Protect(
      kProtectedNear, [](const auto& c) { return c.round_trip.has_value(); },
      [](const auto& c) { return *c.round_trip; });
  round.Protect(
      kProtectedUseful, [](const auto& c) { return c.useful_at.has_value(); },
      [](const auto& c) { return -c.useful_at->time_since_epoch(); });
  round.Protect(round.left().size() / 2, any, [](const auto& c) { return c.since; });
  if (round.left().empty()) return std::nullopt;

  // Of those that are left, the newest of the netgroup that has the most.
  std::map<IpRange, std::vector<std::size_t>> groups;
  for (const std::size_t i : round.left()) groups[GroupOf(candidates[i])].push_back(i);
  const auto newest = [&](const std::vector<std::size_t>& members) {
    return *std::ranges::max_element(members, {}, [&](std::size_t i) { return candidates[i].since; });
  };
  const auto weight = [&](const auto& group) {
    return std::pair(group.second.size(), candidates[newest(group.second)].since);
  };
  return newest(std::ranges::max_element(groups, {}, weight)->second);
}

}  // namespace dragoman
