// What the nodes of a Merkle set hash to (wire/chia.md 11.2).
#pragma once

#include "core/base/hash.h"

namespace dragoman::chia::merkle {

// Types of nodes, and the first byte of each in a proof.
inline constexpr std::uint8_t kEmpty = 0;
inline constexpr std::uint8_t kLeaf = 1;
inline constexpr std::uint8_t kInner = 2;
inline constexpr std::uint8_t kTruncated = 3;  // in proofs only: an inner node by its hash

inline constexpr unsigned kLeafBits = 256;

inline bool BitOf(const Hash256& leaf, unsigned depth) { return (leaf[depth / 8] >> (7 - depth % 8) & 1) != 0; }

inline Hash256 InnerHash(std::uint8_t left_type, const Hash256& left, std::uint8_t right_type, const Hash256& right) {
  ByteArray<32> head{};
  head[30] = left_type;
  head[31] = right_type;
  return Sha256Of(head, left, right);
}

inline Hash256 RootHash(std::uint8_t type, const Hash256& hash) {
  constexpr ByteArray<1> kLeafMark = {1};
  return type == kLeaf ? Sha256Of(kLeafMark, hash) : hash;
}

}  // namespace dragoman::chia::merkle
