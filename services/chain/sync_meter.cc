#include "services/chain/sync_meter.h"

#include <algorithm>
#include <cmath>

namespace dragoman::chain {

std::optional<SyncMeter::Targets::const_iterator> SyncMeter::Farthest() const {
  const auto lower = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto found = std::max_element(targets_.begin(), targets_.end(), lower);
  if (found == targets_.end()) return std::nullopt;
  return found;
}

std::optional<SyncReport> SyncMeter::Target(const std::string& peer, std::int64_t height,
                                            std::int64_t tip, Instant now) {
  const std::lock_guard lock(mutex_);
  if (!left_.empty()) targets_.erase(left_);
  left_.clear();
  if (targets_.size() >= kMaxPeers && !targets_.contains(peer)) targets_.erase(targets_.begin());
  targets_[peer] = height;

  const std::int64_t target = (*Farthest())->second;
  if (target <= tip) {
    if (fetching_ || completed_ < target) return Finish(tip, now);
    return std::nullopt;
  }
  if (!fetching_) {
    fetching_ = true;
    began_ = reported_ = came_ = now;
    blocks_ = blocks_reported_ = 0;
    source_.clear();
    refused_.clear();
  }
  return std::nullopt;
}

std::optional<SyncReport> SyncMeter::Came(const std::string& peer, std::int64_t tip, Instant now) {
  const std::lock_guard lock(mutex_);
  if (!fetching_) return std::nullopt;
  ++blocks_;
  came_ = now;
  source_ = peer;
  refused_.clear();
  if (tip >= (*Farthest())->second) return Finish(tip, now);
  return std::nullopt;
}

std::optional<SyncReport> SyncMeter::Tick(std::int64_t tip, Instant now) {
  const std::lock_guard lock(mutex_);
  if (!fetching_) return std::nullopt;
  if (tip >= (*Farthest())->second) return Finish(tip, now);
  if (now - reported_ < kReportInterval) return std::nullopt;
  const SyncReport report = Report(tip, reported_, blocks_ - blocks_reported_, now);
  reported_ = now;
  blocks_reported_ = blocks_;
  return report;
}

void SyncMeter::Refused(const std::string& why) {
  const std::lock_guard lock(mutex_);
  refused_ = why;
}

void SyncMeter::Left(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  if (!targets_.contains(peer)) return;
  if (targets_.size() > 1) {
    targets_.erase(peer);
  } else {
    left_ = peer;
  }
}

SyncReport SyncMeter::Finish(std::int64_t tip, Instant now) {
  if (!fetching_) blocks_ = 0;
  fetching_ = false;
  completed_ = tip;
  return Report(tip, began_, blocks_, now);
}

SyncReport SyncMeter::Report(std::int64_t tip, Instant from, std::uint64_t blocks,
                             Instant now) const {
  const auto [peer, target] = **Farthest();
  SyncReport report;
  report.peer = source_.empty() ? peer : source_;
  report.progress.stage = "blocks";
  report.progress.done = tip;
  report.progress.target = std::max(target, tip);
  const std::chrono::duration<double> elapsed =
      std::max<Duration>(now - from, std::chrono::milliseconds(1));
  report.progress.per_second = std::round(static_cast<double>(blocks) / elapsed.count() * 10) / 10;
  if (fetching_ && now - came_ >= kStallAfter) {
    report.progress.stalled = true;
    report.progress.stall_reason = StallReason(now - came_);
  }
  return report;
}

std::string SyncMeter::StallReason(Duration silence) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(silence).count();
  std::string reason = "no block for " + std::to_string(seconds) + " s";
  if (!left_.empty()) return reason + ", " + left_ + " is gone and nobody else has more";
  if (!refused_.empty()) return reason + ", the last was refused: " + refused_;
  const std::string& peer = source_.empty() ? (*Farthest())->first : source_;
  return peer.empty() ? reason : reason + " from " + peer;
}

}  // namespace dragoman::chain
