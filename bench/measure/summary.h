// Summary: what several rounds gave: their median and their spread.
#pragma once

#include <algorithm>
#include <vector>

namespace dragoman::bench {

struct Summary {
  double median = 0;
  double low = 0;
  double high = 0;

  static Summary Of(std::vector<double> rounds) {
    if (rounds.empty()) return {};
    std::sort(rounds.begin(), rounds.end());
    const std::size_t half = rounds.size() / 2;
    Summary summary;
    summary.median = rounds.size() % 2 == 1 ? rounds[half] : (rounds[half - 1] + rounds[half]) / 2;
    summary.low = rounds.front();
    summary.high = rounds.back();
    return summary;
  }
};

// Round by round, so that what disturbs both of a round does not count.
inline Summary Ratio(const std::vector<double>& ours, const std::vector<double>& theirs) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < ours.size() && i < theirs.size(); ++i)
    ratios.push_back(ours[i] / theirs[i]);
  return Summary::Of(std::move(ratios));
}

}  // namespace dragoman::bench
