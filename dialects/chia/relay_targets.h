// RelayTargets: which of our peers an address goes to: the same ones for a whole day, foreseeable by nobody else
// (wire/chia.md 15.2). One per node; thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "dialects/chia/roster.h"

namespace dragoman::chia {

class RelayTargets {
 public:
  RelayTargets();

  // Of peers and hosts that they know; more are not remembered, so that some are told twice.
  static constexpr std::size_t kMostKnown = 200'000;

  // Up to `most` of `members` that are not known to know `host`.
  std::vector<Roster::Member> Choose(const std::string& host, std::vector<Roster::Member> members, std::size_t most,
                                     std::int64_t unix_seconds);
  // A peer, by its host and server port, told this host, or was told.
  void Knows(const std::string& peer_host, std::uint16_t peer_port, const std::string& host, std::int64_t unix_seconds);

  std::size_t known() const;

  // Who told us addresses today; beyond that whoever told the fewest is forgotten.
  static constexpr std::size_t kMostTellers = 10'000;
  // How many addresses one host (of IPv6 one /64) has told in a day, these included.
  std::size_t CountTold(const std::string& peer_host, std::size_t more, std::int64_t unix_seconds);

 private:
  using Key = std::pair<std::string, std::uint16_t>;
  void NewDay(std::int64_t unix_seconds);
  Hash256 Rank(const Roster::Member& member, std::int64_t day) const;

  const Hash256 secret_;
  mutable std::mutex mutex_;
  std::int64_t forgotten_on_ = 0;  // seconds
  std::map<Key, std::set<std::string>> known_;
  std::size_t known_count_ = 0;
  std::map<std::string, std::size_t> told_;
};

}  // namespace dragoman::chia
