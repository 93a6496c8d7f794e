// Report: the rows of one run, as a table for people and as JSON for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/measure/summary.h"
#include "core/base/json.h"

namespace dragoman::bench {

struct Goal {
  enum class Kind : std::uint8_t { kAtMost, kAtLeast };
  Kind kind = Kind::kAtMost;
  double limit = 0;
};
inline Goal AtMost(double limit) { return {Goal::Kind::kAtMost, limit}; }
inline Goal AtLeast(double limit) { return {Goal::Kind::kAtLeast, limit}; }

struct Row {
  std::string bench;  // "B2"
  std::string what;
  std::string unit;
  Summary value;
  std::string peer;  // empty: measured against nothing
  Summary peer_value;
  std::optional<Summary> ratio;  // value against peer_value
  std::optional<Goal> goal;      // for the ratio, or for the value where there is none
  std::string note;
};

class Report {
 public:
  void Add(Row row) { rows_.push_back(std::move(row)); }
  // Something was not measured, and why. Loud on purpose.
  void Skip(std::string bench, std::string why) {
    skipped_.emplace_back(std::move(bench), std::move(why));
  }

  void Print() const;
  Json ToJson() const;

 private:
  std::vector<Row> rows_;
  std::vector<std::pair<std::string, std::string>> skipped_;
};

}  // namespace dragoman::bench
