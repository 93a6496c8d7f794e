// Refusals: the ids of transactions that were refused a moment ago for what they are, so that they
// are not judged again and again. Bounded; the oldest make room. Not thread-safe.
#pragma once

#include <deque>
#include <set>

#include "core/base/bytes.h"

namespace dragoman::pool {

class Refusals {
 public:
  explicit Refusals(std::size_t most) : most_(most) {}

  void Add(const Hash256& id) {
    if (!ids_.insert(id).second) return;
    in_order_.push_back(id);
    if (in_order_.size() <= most_) return;
    ids_.erase(in_order_.front());
    in_order_.pop_front();
  }
  bool Has(const Hash256& id) const { return ids_.contains(id); }
  void Clear() {
    ids_.clear();
    in_order_.clear();
  }

 private:
  const std::size_t most_;
  std::set<Hash256> ids_;
  std::deque<Hash256> in_order_;
};

}  // namespace dragoman::pool
