#include "apps/dragoman/config/suggest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace dragoman {
namespace {

// Insertions, deletions, replacements and swaps of neighbours from `a` to `b`.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before;  // the rows for two letters and for one letter less of `a`
  std::vector<std::size_t> above;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    before = std::exchange(above, row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({above[j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, above[j + 1] + 1});
      const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
      if (swapped) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string Nearest(std::string_view typed, const std::vector<std::string>& known) {
  if (typed.empty() || typed.size() > 64) return {};
  std::string nearest;
  std::size_t best = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string& name : known) {
    const std::size_t distance = Distance(typed, name);
    const bool begins = typed.size() >= 2 && std::string_view(name).starts_with(typed);
    const std::size_t judged = begins ? std::min<std::size_t>(distance, 1) : distance;
    if (judged < best) {
      best = judged;
      nearest = name;
    }
  }
  return nearest;
}

std::string UnknownName(std::string_view what, std::string_view typed, const std::vector<std::string>& known) {
  std::string text = "unknown " + std::string(what) + " \"" + std::string(typed) + "\".";
  if (const std::string nearest = Nearest(typed, known); !nearest.empty()) text += " Did you mean \"" + nearest + "\"?";
  return text + " Known: " + Join(known);
}

std::string Join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace dragoman
