// Dice: chance that nobody else can foresee, and that the same seed throws again: SHA-256 of a secret and a counter.
// Not thread-safe.
#pragma once

#include <cmath>
#include <cstring>

#include "core/base/hash.h"

namespace dragoman::peers {

class Dice {
 public:
  explicit Dice(const Hash256& secret) : secret_(secret) {}

  std::uint64_t Next() {
    if (used_ == kWords) Refill();
    std::uint64_t word = 0;
    std::memcpy(&word, pool_.data() + used_++ * sizeof word, sizeof word);
    return word;
  }
  // From 0 to `end` - 1; `end` is above 0 and far below 2^64, so that none is favoured.
  std::size_t Below(std::size_t end) { return static_cast<std::size_t>(Next() % end); }
  // At least 0, below 1.
  double Fraction() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  // Between two of what happens at random, `mean` apart.
  double Exponential(double mean) { return -std::log(1 - Fraction()) * mean; }

 private:
  static constexpr std::size_t kWords = sizeof(Hash256) / sizeof(std::uint64_t);

  void Refill() {
    ByteVector input(secret_.begin(), secret_.end());
    for (unsigned shift = 0; shift < 64; shift += 8) input.push_back(static_cast<std::uint8_t>(counter_ >> shift));
    ++counter_;
    pool_ = Sha256(input);
    used_ = 0;
  }

  const Hash256 secret_;
  std::uint64_t counter_ = 0;
  Hash256 pool_{};
  std::size_t used_ = kWords;
};

// Of a number, for whoever wants the same again; and a random one.
Hash256 SecretOf(std::uint64_t seed);
Hash256 RandomSecret();

}  // namespace dragoman::peers
