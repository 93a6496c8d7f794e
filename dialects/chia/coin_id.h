// The name of a coin (wire/chia.md 11).
#pragma once

#include "core/base/bytes.h"

namespace dragoman::chia {

// An integer as CLVM writes it, minimal and signed: so there are up to nine bytes, and none for zero.
class ClvmInteger {
 public:
  explicit ClvmInteger(std::uint64_t value);
  Bytes bytes() const { return Bytes(digits_).subspan(from_); }

 private:
  ByteArray<9> digits_{};
  std::size_t from_ = 9;
};

Hash256 CoinId(const Hash256& parent_coin_info, const Hash256& puzzle_hash, std::uint64_t amount);

}  // namespace dragoman::chia
