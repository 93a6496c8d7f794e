// SyncMeter: how far the blocks of our peers have come in, told once a second while something is
// fetched and once when all is there. Thread-safe; it publishes nothing itself.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/router/event.h"

namespace dragoman::chain {

inline constexpr Duration kReportInterval = std::chrono::seconds(1);
// Longer than any honest answer takes, shorter than a user's patience.
inline constexpr Duration kStallAfter = std::chrono::seconds(10);

struct SyncReport {
  event::SyncProgress progress;
  std::string peer;  // where the last block came from; before the first, who named the target
};

// `tip` is the height of the chain we follow, -1 for none.
class SyncMeter {
 public:
  // A peer says how far its chain goes; the farthest counts.
  std::optional<SyncReport> Target(const std::string& peer, std::int64_t height, std::int64_t tip,
                                   Instant now);
  // A block that we did not have came from a peer.
  std::optional<SyncReport> Came(const std::string& peer, std::int64_t tip, Instant now);
  std::optional<SyncReport> Tick(std::int64_t tip, Instant now);

  // A block came and could not be taken.
  void Refused(const std::string& why);
  // What it said counts no more, unless nobody else is there.
  void Left(const std::string& peer);

 private:
  using Targets = std::map<std::string, std::int64_t>;
  static constexpr std::size_t kMaxPeers = 1024;

  std::optional<Targets::const_iterator> Farthest() const;
  SyncReport Report(std::int64_t tip, Instant from, std::uint64_t blocks, Instant now) const;
  SyncReport Finish(std::int64_t tip, Instant now);
  std::string StallReason(Duration silence) const;

  std::mutex mutex_;
  Targets targets_;
  bool fetching_ = false;
  std::int64_t completed_ = -1;  // the last height that was told as done
  Instant began_{}, reported_{}, came_{};
  std::uint64_t blocks_ = 0, blocks_reported_ = 0;  // since began_
  std::string source_, refused_, left_;
};

}  // namespace dragoman::chain
