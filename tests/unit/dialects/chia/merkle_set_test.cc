#include "dialects/chia/merkle_set.h"

#include <gtest/gtest.h>

#include "core/base/hash.h"

namespace dragoman::chia {
namespace {

Hash256 Leaf(std::uint8_t first, std::uint8_t last = 0) {
  Hash256 leaf{};
  leaf[0] = first;
  leaf[31] = last;
  return leaf;
}

std::string Refusal(const Hash256& root, const Hash256& leaf, Bytes proof) {
  const Result<bool> shown = CheckMerkleProof(root, leaf, proof);
  return shown.ok() ? "believed" : shown.status().Text();
}

TEST(ChiaMerkleSet, NoLeafAndOneLeafHaveTheirOwnRoots) {
  EXPECT_EQ(MerkleSet({}).Root(), Hash256{});
  EXPECT_EQ(MerkleSet({Leaf(7)}).Root(), Sha256Of(ByteVector{1}, Leaf(7)));
  EXPECT_EQ(MerkleSet({Leaf(7), Leaf(7)}).Root(), MerkleSet({Leaf(7)}).Root());
}

TEST(ChiaMerkleSet, LevelsAboveTwoLeavesAreSkippedAndAboveThreeAreNot) {
  constexpr ByteArray<30> kZeros{};
  const ByteVector two = {1, 1};
  EXPECT_EQ(MerkleSet({Leaf(0, 0), Leaf(0, 1)}).Root(), Sha256Of(kZeros, two, Leaf(0, 0), Leaf(0, 1)));
  // Three leaves that part at the last two bits: two levels are nodes and 254 have an empty side.
  Hash256 expected = Sha256Of(kZeros, two, Leaf(0, 0), Leaf(0, 1));
  expected = Sha256Of(kZeros, ByteVector{2, 1}, expected, Leaf(0, 2));
  for (int level = 0; level < 254; ++level) expected = Sha256Of(kZeros, ByteVector{2, 0}, expected, Hash256{});
  EXPECT_EQ(MerkleSet({Leaf(0, 2), Leaf(0, 0), Leaf(0, 1)}).Root(), expected);
}

TEST(ChiaMerkleSet, AProofOfAnotherSetIsNotBelieved) {
  const MerkleSet set({Leaf(1), Leaf(2)}), other({Leaf(1), Leaf(3)});
  EXPECT_EQ(Refusal(set.Root(), Leaf(1), other.Prove(Leaf(1)).bytes), "the proof is of a set with another root");
}

TEST(ChiaMerkleSet, AHashInPlaceOfTheLeafProvesNothing) {
  const MerkleSet set({Leaf(1), Leaf(2), Leaf(0x80)});
  const ByteVector proof = set.Prove(Leaf(0x80)).bytes;
  EXPECT_TRUE(*CheckMerkleProof(set.Root(), Leaf(0x80), proof));
  EXPECT_EQ(Refusal(set.Root(), Leaf(1), proof),
            "the proof shows only a hash where the leaf would be, so it proves nothing of it");
}

TEST(ChiaMerkleSet, MalformedProofsAreToldWithTheirPlace) {
  const MerkleSet set({Leaf(1), Leaf(0x80)});
  const Hash256 root = set.Root();
  ByteVector proof = set.Prove(Leaf(1)).bytes;
  proof.push_back(0);
  EXPECT_EQ(Refusal(root, Leaf(1), proof), "1 bytes follow the proof");
  proof.resize(10);
  EXPECT_EQ(CheckMerkleProof(root, Leaf(1), proof).status().code(), Code::kTruncated);
  EXPECT_EQ(Refusal(root, Leaf(1), ByteVector{4}), "a node of a proof has type 0 to 3, not 4");
  EXPECT_EQ(Refusal(root, Leaf(1), ByteVector(1000, 2)), "a proof is at most 256 levels deep");
  ByteVector crossed = {2, 0, 1};
  crossed.insert(crossed.end(), 32, 0);
  EXPECT_EQ(Refusal(root, Leaf(1), crossed), "a leaf of a proof stands where its bits do not lead");
}

TEST(ChiaMerkleSet, CoinsOfOnePuzzleAreOneLeafTogether) {
  const std::vector<Hash256> leaves =
      AdditionLeaves({{Leaf(9), Leaf(1)}, {Leaf(8), Leaf(3)}, {Leaf(9), Leaf(2)}});
  const std::vector<Hash256> expected = {Leaf(8), Sha256Of(Leaf(3)), Leaf(9), Sha256Of(Leaf(2), Leaf(1))};
  EXPECT_EQ(leaves, expected);
}

}  // namespace
}  // namespace dragoman::chia
