// Merkle sets: what we prove we believe, and no bytes whatsoever prove what is not so.
#include <algorithm>

#include "dialects/chia/merkle_set.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

// Leaves that share many first bits are what the rules are about: each is made from one before, cut at a bit.
std::vector<Hash256> MakeLeaves(Input& input) {
  std::vector<Hash256> leaves;
  for (std::size_t left = input.Below(24); left > 0; --left) {
    Hash256 leaf{};
    if (!leaves.empty()) leaf = leaves[input.Below(leaves.size())];
    const std::size_t bit = input.Byte();
    leaf[bit / 8] ^= static_cast<std::uint8_t>(0x80 >> (bit % 8));
    if (input.Byte() % 2 == 0) leaf[31] = input.Byte();
    leaves.push_back(leaf);
  }
  return leaves;
}

void Run(Input input) {
  const std::vector<Hash256> leaves = MakeLeaves(input);
  const chia::MerkleSet set(leaves);
  std::vector<Hash256> asked = leaves;
  asked.push_back(Hash256{});
  if (!leaves.empty()) {
    asked.push_back(leaves[input.Below(leaves.size())]);
    asked.back()[input.Below(32)] ^= static_cast<std::uint8_t>(1u << input.Below(8));
  }
  const Bytes garbage = input.Rest();
  for (const Hash256& leaf : asked) {
    const bool is_in = std::find(leaves.begin(), leaves.end(), leaf) != leaves.end();
    const chia::MerkleProof proof = set.Prove(leaf);
    Require(proof.included == is_in, "in the set or not");
    const Result<bool> shown = chia::CheckMerkleProof(set.Root(), leaf, proof.bytes);
    Require(shown.ok() && *shown == is_in, "our own proof shows it");

    ByteVector changed = proof.bytes;
    for (std::size_t i = 0; i < garbage.size() && i < 8; ++i) changed[garbage[i] % changed.size()] ^= garbage[i];
    for (const Bytes& other : {Bytes(changed), garbage}) {
      const Result<bool> lie = chia::CheckMerkleProof(set.Root(), leaf, other);
      Require(!lie.ok() || *lie == is_in, "no proof shows what is not so");
    }
  }
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
