// The merkle root over transaction ids, as Bitcoin folds it: an odd level repeats its last hash.
#pragma once

#include <vector>

#include "core/base/bytes.h"

namespace dragoman::flowee::bitcoin {

struct MerkleRoot {
  Hash256 root{};
  // Two equal neighbours were folded: a list with its tail repeated gives the same root
  // (CVE-2012-2459), so that such a list proves nothing.
  bool mutated = false;
};

// All zero for no ids.
MerkleRoot FoldMerkle(std::vector<Hash256> ids);

}  // namespace dragoman::flowee::bitcoin
