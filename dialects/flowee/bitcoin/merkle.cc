#include "dialects/flowee/bitcoin/merkle.h"

#include <algorithm>

#include "core/base/hash.h"

namespace dragoman::flowee::bitcoin {

namespace {

Hash256 HashPair(const Hash256& left, const Hash256& right) {
  ByteArray<64> pair;
  std::copy(left.begin(), left.end(), pair.begin());
  std::copy(right.begin(), right.end(), pair.begin() + 32);
  return DoubleSha256(pair);
}

}  // namespace

MerkleRoot FoldMerkle(std::vector<Hash256> ids) {
  MerkleRoot folded;
  if (ids.empty()) return folded;
  while (ids.size() > 1) {
    const std::size_t pairs = (ids.size() + 1) / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
      const Hash256& left = ids[2 * i];
      const bool alone = 2 * i + 1 == ids.size();
      const Hash256& right = alone ? left : ids[2 * i + 1];
      if (!alone && left == right) folded.mutated = true;
      ids[i] = HashPair(left, right);
    }
    ids.resize(pairs);
  }
  folded.root = ids.front();
  return folded;
}

}  // namespace dragoman::flowee::bitcoin
