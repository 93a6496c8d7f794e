// Blocks: every block of a run, by hash: the recorded chain, and what the run's miners add to it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/slice.h"
#include "core/router/chain.h"

namespace dragoman::simulation {

class Blocks {
 public:
  Blocks();
  // The block that `miner` puts on a tip: the next recorded one, or one of its own.
  Slice On(const chain::Tip& tip, std::uint32_t time, std::uint8_t miner);
  // Empty: there is none.
  Slice Find(const Hash256& hash) const;
  const std::vector<Slice>& recorded() const { return recorded_; }

 private:
  void Add(const Slice& raw);

  std::vector<Slice> recorded_;  // by height
  std::map<Hash256, Slice> by_hash_;
  std::uint32_t mined_ = 0;
};

}  // namespace dragoman::simulation
