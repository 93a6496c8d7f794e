#include "bench/measure/report.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace dragoman::bench {
namespace {

std::string Number(double value) {
  char text[32];
  const int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string Text(const Summary& summary, const std::string& unit) {
  std::string text = Number(summary.median) + unit;
  if (summary.low != summary.high)
    text += " (" + Number(summary.low) + ".." + Number(summary.high) + ")";
  return text;
}

std::string Text(const Goal& goal, const std::string& unit) {
  return (goal.kind == Goal::Kind::kAtMost ? "<= " : ">= ") + Number(goal.limit) + unit;
}

bool Met(const Goal& goal, double value) {
  return goal.kind == Goal::Kind::kAtMost ? value <= goal.limit : value >= goal.limit;
}

bool Met(const Row& row) {
  return Met(*row.goal, row.ratio.has_value() ? row.ratio->median : row.value.median);
}

Json ToJson(const Summary& summary) {
  Json json;
  json.Set("median", summary.median).Set("low", summary.low).Set("high", summary.high);
  return json;
}

}  // namespace

void Report::Print() const {
  std::vector<std::vector<std::string>> table{
      {"bench", "what", "measured", "against", "ratio", "goal", ""}};
  for (const Row& row : rows_) {
    const std::string unit = ' ' + row.unit;
    const std::string goal_unit = row.ratio.has_value() ? "x" : unit;
    table.push_back({row.bench, row.what, Text(row.value, unit),
                     row.peer.empty() ? "" : row.peer + ' ' + Text(row.peer_value, unit),
                     row.ratio.has_value() ? Text(*row.ratio, "x") : "",
                     row.goal.has_value() ? Text(*row.goal, goal_unit) : "",
                     (row.goal.has_value() ? (Met(row) ? "met" : "MISSED") : "") +
                         std::string(row.note.empty() ? "" : "  ") + row.note});
  }
  std::vector<std::size_t> widths(table.front().size());
  for (const auto& line : table) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  for (const auto& line : table) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      text.append(widths[i] - line[i].size() + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    std::printf("%s\n", text.c_str());
  }
  for (const auto& [bench, why] : skipped_) {
    std::string loud = bench + " SKIPPED: " + why;
    std::transform(loud.begin(), loud.end(), loud.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::printf("%s\n", loud.c_str());
  }
}

Json Report::ToJson() const {
  Json rows{Json::Array()};
  for (const Row& row : rows_) {
    Json json;
    json.Set("bench", row.bench).Set("what", row.what).Set("unit", row.unit);
    json.Set("value", bench::ToJson(row.value));
    if (!row.peer.empty())
      json.Set("peer", row.peer).Set("peer_value", bench::ToJson(row.peer_value));
    if (row.ratio.has_value()) json.Set("ratio", bench::ToJson(*row.ratio));
    if (row.goal.has_value()) json.Set("goal", Text(*row.goal, "")).Set("met", Met(row));
    if (!row.note.empty()) json.Set("note", row.note);
    rows.Push(std::move(json));
  }
  Json skipped{Json::Array()};
  for (const auto& [bench, why] : skipped_)
    skipped.Push(Json().Set("bench", bench).Set("why", why));
  Json all;
  all.Set("rows", std::move(rows)).Set("skipped", std::move(skipped));
  return all;
}

}  // namespace dragoman::bench
