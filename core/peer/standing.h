// Standing: what addresses have done to us. Scores fade; too high a score, or a ban, turns an address away for a
// while, with its reason. In memory, bounded, thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/peer/ip_range.h"
#include "core/peer/limits.h"

namespace dragoman {

class Standing {
 public:
  // Addresses remembered; beyond it the one with the least to say is forgotten.
  static constexpr std::size_t kMostAddresses = 10'000;

  struct Away {
    Instant until{};
    std::string reason;
  };

  explicit Standing(const Limits& limits) : limits_(limits) {}

  // Adds to an address's score. True if it is turned away from now on.
  bool Blame(const IpAddress& address, double points, const std::string& reason, Instant now);
  // Turns it away whatever its score; of two bans the later end wins.
  void Ban(const IpAddress& address, Duration time, std::string reason, Instant now);
  void Pardon(const IpAddress& address);

  // Why and how long it is turned away, if it is.
  std::optional<Away> Find(const IpAddress& address, Instant now) const;
  double Score(const IpAddress& address, Instant now) const;
  std::map<IpRange, Away> TurnedAway(Instant now) const;
  std::size_t size() const;

 private:
  struct Record {
    double score = 0;  // at `at`
    Instant at{};
    std::optional<Away> away;
  };
  double Faded(const Record& record, Instant now) const;
  Record& Touch(const IpRange& culprit, Instant now);
  void Forget(Instant now);

  const Limits& limits_;
  mutable std::mutex mutex_;
  std::map<IpRange, Record> records_;  // by culprit
};

}  // namespace dragoman
