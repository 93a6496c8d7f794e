// Chia's Merkle sets: the root of a set of 32-byte leaves, and proofs that a leaf is in it or is not
// (wire/chia.md 11.2).
#pragma once

#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

struct MerkleProof {
  bool included = false;
  ByteVector bytes;
};

// A set ready for proofs. Hashes each inner node once; takes 64 bytes a leaf.
class MerkleSet {
 public:
  // In any order; what is there twice counts once.
  explicit MerkleSet(std::vector<Hash256> leaves);

  Hash256 Root() const;
  // That `leaf` is in the set or, if it is not, that it is not.
  MerkleProof Prove(const Hash256& leaf) const;

 private:
  struct Range {
    std::size_t begin, end;
    std::size_t size() const { return end - begin; }
  };
  struct Halves {
    Range left, right;
  };
  struct Node {
    std::uint8_t type;
    Hash256 hash;
  };

  // Cuts by the bit at `depth`.
  Halves Cut(Range range, unsigned depth) const;
  // The first bit in which the leaves of a range of two or more differ.
  unsigned SplitDepth(Range range) const;
  void HashSplits(Range range);
  // A range as it counts at `depth`: its split, with the levels in between that are not skipped.
  Node At(Range range, unsigned depth) const;
  void WriteNode(Range range, unsigned depth, bool expand, ByteVector& out) const;

  std::vector<Hash256> leaves_;        // sorted
  std::vector<Hash256> split_hashes_;  // of the split just after leaf i, at i
};

// True: the proof shows that `leaf` is in the set with this root. False: it shows that it is not. A fault: it shows
// neither, or belongs to another root.
Result<bool> CheckMerkleProof(const Hash256& root, const Hash256& leaf, Bytes proof);

// A created coin, for the additions root.
struct Addition {
  Hash256 puzzle_hash, coin_id;
};
// The leaf beside a puzzle hash: all its coins in one.
Hash256 CombinedCoinIds(std::vector<Hash256> coin_ids);
std::vector<Hash256> AdditionLeaves(std::vector<Addition> additions);

}  // namespace dragoman::chia
