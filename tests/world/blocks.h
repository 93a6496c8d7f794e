// Blocks: every block of a run, by hash: the recorded chain, and what the run's miners add to it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/slice.h"
#include "core/router/chain.h"

namespace dragoman::world {

class Blocks {
 public:
  Blocks();
  static Hash256 HashOf(Bytes raw);
  // A block of `miner`'s own on a tip, with a transaction of about `filling` bytes in it if that is not 0.
  Slice Mine(const chain::Tip& tip, std::uint32_t time, std::uint8_t miner, std::size_t filling);
  // Empty: there is none.
  Slice Find(const Hash256& hash) const;
  const std::vector<Slice>& recorded() const { return recorded_; }

 private:
  void Add(const Slice& raw);

  std::vector<Slice> recorded_;  // by height
  std::map<Hash256, Slice> by_hash_;
  std::uint32_t mined_ = 0;
};

}  // namespace dragoman::world
