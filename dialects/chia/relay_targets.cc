#include "dialects/chia/relay_targets.h"

#include <algorithm>
#include <array>
#include <random>

#include "core/base/hash.h"
#include "core/peer/ip_range.h"

namespace dragoman::chia {
namespace {

constexpr std::int64_t kDay = 86'400;  // seconds

Hash256 RandomSecret() {
  std::random_device device;
  Hash256 secret{};
  for (std::uint8_t& byte : secret) byte = static_cast<std::uint8_t>(device());
  return secret;
}

// IPv6 as it is, IPv4 as 6to4; then the port.
ByteVector KeyOf(const std::string& host, std::uint16_t port) {
  ByteVector key(16, 0);
  const std::optional<IpAddress> ip = IpAddress::Parse(host);
  if (ip.has_value()) {
    if (ip->is_v4()) {
      key[0] = 0x20;
      key[1] = 0x02;
      std::ranges::copy(Bytes(ip->bytes).last(4), key.begin() + 2);
    } else {
      std::ranges::copy(ip->bytes, key.begin());
    }
  }
  key.push_back(static_cast<std::uint8_t>(port >> 8));
  key.push_back(static_cast<std::uint8_t>(port));
  return key;
}

}  // namespace

RelayTargets::RelayTargets() : secret_(RandomSecret()) {}

Hash256 RelayTargets::Rank(const Roster::Member& member, std::int64_t day) const {
  ByteVector input(secret_.begin(), secret_.end());
  const ByteVector key = KeyOf(member.host, member.server_port);
  input.insert(input.end(), key.begin(), key.end());
  for (const int shift : {16, 8, 0}) input.push_back(static_cast<std::uint8_t>(day >> shift));
  return Sha256(input);
}

void RelayTargets::NewDay(std::int64_t unix_seconds) {
  if (unix_seconds - forgotten_on_ < kDay) return;
  forgotten_on_ = unix_seconds;
  known_.clear();
  known_count_ = 0;
  told_.clear();
}

std::vector<Roster::Member> RelayTargets::Choose(const std::string& host, std::vector<Roster::Member> members,
                                                 std::size_t most, std::int64_t unix_seconds) {
  const std::lock_guard lock(mutex_);
  NewDay(unix_seconds);
  const std::int64_t day = unix_seconds / kDay;
  std::erase_if(members, [&](const Roster::Member& member) {
    const auto known = known_.find(Key(member.host, member.server_port));
    return known != known_.end() && known->second.contains(host);
  });
  std::ranges::sort(members, {}, [&](const Roster::Member& member) { return Rank(member, day); });
  if (members.size() > most) members.resize(most);
  return members;
}

void RelayTargets::Knows(const std::string& peer_host, std::uint16_t peer_port, const std::string& host,
                         std::int64_t unix_seconds) {
  const std::lock_guard lock(mutex_);
  NewDay(unix_seconds);
  if (known_count_ >= kMostKnown) return;
  if (known_[Key(peer_host, peer_port)].insert(host).second) ++known_count_;
}

std::size_t RelayTargets::known() const {
  const std::lock_guard lock(mutex_);
  return known_count_;
}

std::size_t RelayTargets::CountTold(const std::string& peer_host, std::size_t more, std::int64_t unix_seconds) {
  const std::lock_guard lock(mutex_);
  NewDay(unix_seconds);
  const std::optional<IpAddress> ip = IpAddress::Parse(peer_host);
  const std::string teller = ip.has_value() ? Culprit(*ip).ToString() : peer_host;
  const auto known = told_.find(teller);
  if (known != told_.end()) return known->second += more;
  if (more == 0) return 0;
  if (told_.size() >= kMostTellers) {
    told_.erase(std::ranges::min_element(told_, {}, [](const auto& one) { return one.second; }));
  }
  return told_[teller] = more;
}

}  // namespace dragoman::chia
