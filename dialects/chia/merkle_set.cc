#include "dialects/chia/merkle_set.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "core/base/hash.h"
#include "dialects/chia/merkle_node.h"

namespace dragoman::chia {

using namespace merkle;

MerkleSet::MerkleSet(std::vector<Hash256> leaves) : leaves_(std::move(leaves)) {
  std::sort(leaves_.begin(), leaves_.end());
  leaves_.erase(std::unique(leaves_.begin(), leaves_.end()), leaves_.end());
  if (leaves_.size() < 2) return;
  split_hashes_.resize(leaves_.size() - 1);
  HashSplits({0, leaves_.size()});
}

unsigned MerkleSet::SplitDepth(Range range) const {
  const Hash256& first = leaves_[range.begin];
  const Hash256& last = leaves_[range.end - 1];
  unsigned byte = 0;
  while (first[byte] == last[byte]) ++byte;
  const auto differing = static_cast<std::uint8_t>(first[byte] ^ last[byte]);
  return byte * 8 + static_cast<unsigned>(std::countl_zero(differing));
}

MerkleSet::Halves MerkleSet::Cut(Range range, unsigned depth) const {
  const auto begin = leaves_.begin() + static_cast<std::ptrdiff_t>(range.begin);
  const auto end = leaves_.begin() + static_cast<std::ptrdiff_t>(range.end);
  const auto right = std::partition_point(begin, end, [depth](const Hash256& leaf) { return !BitOf(leaf, depth); });
  const auto middle = static_cast<std::size_t>(right - leaves_.begin());
  return {{range.begin, middle}, {middle, range.end}};
}

// As deep as leaves have bits, 256 at most.
void MerkleSet::HashSplits(Range range) {
  if (range.size() < 2) return;
  const unsigned depth = SplitDepth(range);
  const Halves halves = Cut(range, depth);
  HashSplits(halves.left);
  HashSplits(halves.right);
  const Node left = At(halves.left, depth + 1);
  const Node right = At(halves.right, depth + 1);
  split_hashes_[halves.left.end - 1] = InnerHash(left.type, left.hash, right.type, right.hash);
}

MerkleSet::Node MerkleSet::At(Range range, unsigned depth) const {
  if (range.size() == 0) return {kEmpty, Hash256{}};
  const Hash256& leaf = leaves_[range.begin];
  if (range.size() == 1) return {kLeaf, leaf};
  const unsigned split = SplitDepth(range);
  Hash256 hash = split_hashes_[Cut(range, split).left.end - 1];
  if (range.size() == 2) return {kInner, hash};
  for (unsigned level = split; level > depth; --level) {
    hash = BitOf(leaf, level - 1) ? InnerHash(kEmpty, Hash256{}, kInner, hash)
                                  : InnerHash(kInner, hash, kEmpty, Hash256{});
  }
  return {kInner, hash};
}

Hash256 MerkleSet::Root() const {
  const Node root = At({0, leaves_.size()}, 0);
  return RootHash(root.type, root.hash);
}

// With `expand` two leaves are written with every level above them, as whoever checks skips those levels.
void MerkleSet::WriteNode(Range range, unsigned depth, bool expand, ByteVector& out) const {
  if (range.size() > 1 && !(expand && range.size() == 2)) {
    const Node node = At(range, depth);
    out.push_back(kTruncated);
    out.insert(out.end(), node.hash.begin(), node.hash.end());
    return;
  }
  std::vector<std::uint8_t> empty_rights;
  for (; range.size() == 2 && SplitDepth(range) > depth; ++depth) {
    out.push_back(kInner);
    if (BitOf(leaves_[range.begin], depth)) {
      out.push_back(kEmpty);
    } else {
      empty_rights.push_back(kEmpty);
    }
  }
  if (range.size() == 2) out.push_back(kInner);
  if (range.size() == 0) out.push_back(kEmpty);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    out.push_back(kLeaf);
    out.insert(out.end(), leaves_[i].begin(), leaves_[i].end());
  }
  out.insert(out.end(), empty_rights.begin(), empty_rights.end());
}

MerkleProof MerkleSet::Prove(const Hash256& leaf) const {
  MerkleProof proof;
  std::vector<ByteVector> rights;  // beside the path, to be written after it
  Range range = {0, leaves_.size()};
  for (unsigned depth = 0; range.size() > 1; ++depth) {
    proof.bytes.push_back(kInner);
    const Halves halves = Cut(range, depth);
    const bool goes_right = BitOf(leaf, depth);
    range = goes_right ? halves.right : halves.left;
    ByteVector& beside = goes_right ? proof.bytes : rights.emplace_back();
    WriteNode(goes_right ? halves.left : halves.right, depth + 1, range.size() == 0, beside);
  }
  WriteNode(range, 0, false, proof.bytes);
  proof.included = range.size() == 1 && leaves_[range.begin] == leaf;
  for (; !rights.empty(); rights.pop_back()) {
    proof.bytes.insert(proof.bytes.end(), rights.back().begin(), rights.back().end());
  }
  return proof;
}

Hash256 CombinedCoinIds(std::vector<Hash256> coin_ids) {
  std::sort(coin_ids.begin(), coin_ids.end(), std::greater<>());
  const Bytes all(coin_ids.empty() ? nullptr : coin_ids.front().data(), coin_ids.size() * sizeof(Hash256));
  return Sha256Of(all);
}

std::vector<Hash256> AdditionLeaves(std::vector<Addition> additions) {
  std::sort(additions.begin(), additions.end(),
            [](const Addition& a, const Addition& b) { return a.puzzle_hash < b.puzzle_hash; });
  std::vector<Hash256> leaves, coin_ids;
  for (std::size_t i = 0; i < additions.size(); ++i) {
    coin_ids.push_back(additions[i].coin_id);
    if (i + 1 < additions.size() && additions[i + 1].puzzle_hash == additions[i].puzzle_hash) continue;
    leaves.push_back(additions[i].puzzle_hash);
    leaves.push_back(CombinedCoinIds(std::move(coin_ids)));
    coin_ids.clear();
  }
  return leaves;
}

}  // namespace dragoman::chia
