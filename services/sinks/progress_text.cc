#include "services/sinks/progress_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace dragoman::sinks {
namespace {

constexpr std::size_t kBarCells = 20;

double Share(double done, double total) {
  return total > 0 ? std::clamp(done / total, 0.0, 1.0) : 1.0;
}

std::string Bar(double share) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(kBarCells));
  return '[' + std::string(full, '#') + std::string(kBarCells - full, '-') + ']';
}

std::string Cut(std::string row, std::size_t width) {
  if (row.size() > width) row.resize(width);
  return row;
}

std::string Rate(double per_second) {
  char text[32];
  std::snprintf(text, sizeof text, per_second < 10 ? "%.1f/s" : "%.0f/s", per_second);
  return text;
}

std::string_view FileName(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

std::string SyncRow(std::string_view network, std::string_view peer,
                    const event::SyncProgress& progress, std::size_t width) {
  std::string row(network);
  row += "  " + progress.stage + ' ';
  row += Bar(Share(static_cast<double>(progress.done), static_cast<double>(progress.target)));
  row += ' ' + std::to_string(progress.done) + '/' + std::to_string(progress.target);
  if (progress.done >= progress.target) return Cut(row + "  done", width);
  if (progress.stalled)
    return Cut(row + "  stalled: " + progress.stall_reason.value_or("nothing comes"), width);
  row += "  " + Rate(progress.per_second);
  if (progress.per_second > 0) {
    row +=
        "  ETA " + Span(static_cast<double>(progress.target - progress.done) / progress.per_second);
  }
  if (!peer.empty()) row += "  from " + std::string(peer);
  return Cut(row, width);
}

std::string ImportRow(std::string_view network, const event::Importing& importing,
                      std::size_t width) {
  const double share =
      Share(static_cast<double>(importing.done), static_cast<double>(importing.size));
  std::string row(network);
  row += "  import " + std::string(FileName(importing.file)) + ' ' + Bar(share) + ' ';
  row += std::to_string(static_cast<int>(share * 100)) + "%  " + std::to_string(importing.blocks) +
         " blocks";
  return Cut(row, width);
}

std::string StallSentence(std::string_view network, const event::SyncProgress& progress) {
  return std::string(network) + ": stalled at " + std::to_string(progress.done) + '/' +
         std::to_string(progress.target) + ": " + progress.stall_reason.value_or("nothing comes") +
         ". It goes on by itself when blocks come; check that the peer is up, or name another with "
         "--peer.";
}

std::string ImportSentence(std::string_view network, const event::Importing& importing) {
  std::string sentence(network);
  sentence +=
      ": imported " + std::to_string(importing.blocks) + " new blocks from " + importing.file;
  if (importing.broken_at.has_value())
    sentence += "; broken at byte " + std::to_string(*importing.broken_at);
  if (importing.reason.has_value()) {
    sentence += (importing.broken_at.has_value() ? ": " : "; ") + *importing.reason;
  }
  return sentence;
}

std::string Span(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::clamp(std::ceil(seconds), 0.0, 1e9));
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

}  // namespace dragoman::sinks
