// SeededHash: places hashes in hash tables. Others choose transaction ids, so where they fall in a
// table depends on a number of this process. Order of iteration must never matter.
#pragma once

#include <cstdint>
#include <cstring>
#include <random>

#include "core/base/bytes.h"

namespace dragoman::chain {

class SeededHash {
 public:
  SeededHash() : seed_(Seed()) {}

  std::size_t operator()(const Hash256& hash) const {
    std::uint64_t mixed = seed_;
    for (std::size_t at = 0; at < hash.size(); at += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, hash.data() + at, sizeof word);
      mixed = (mixed ^ word) * 0x9e3779b97f4a7c15;  // odd, bits well spread
      mixed ^= mixed >> 32;
    }
    return mixed;
  }

 private:
  static std::uint64_t Seed() {
    std::random_device source;
    return std::uint64_t{source()} << 32 | source();
  }
  std::uint64_t seed_;
};

}  // namespace dragoman::chain
