#include "dialects/chia/block_hashes.h"

namespace dragoman::chia {
namespace {

// The hash of a struct whose proof of space begins at `proof_at` of its encoding.
template <class Block>
Result<Bytes32> HashWithProof(const Block& block, std::size_t proof_at, const Quality& quality) {
  if (block.proof_of_space.version == 0) return HashOf(block);
  if (!quality.has_value()) {
    return Status(Code::kUnsupported, "the hash of a version 1 proof takes its quality, which we cannot compute")
        .In("proof_of_space");
  }
  const Part<Block> whole(block);
  const std::size_t length = sizeof(std::uint32_t) + block.proof_of_space.proof.size();
  const std::size_t from = proof_at + MeasureMessage(block.proof_of_space) - length;
  ByteVector digested;
  Writer out(digested);
  out.Raw(whole.bytes().bytes().first(from));
  out.Raw(*quality);
  out.Raw(whole.bytes().bytes().subspan(from + length));
  return Sha256(digested);
}

constexpr std::size_t kProofInUnfinished = sizeof(Uint128) + 1 + sizeof(Bytes32);
constexpr std::size_t kProofInFinished = sizeof(Uint128) + sizeof(std::uint32_t) + kProofInUnfinished;

}  // namespace

Bytes32 HeaderHash(const FullBlock& block) { return HashOf(block.foliage); }
Bytes32 HeaderHash(const HeaderBlock& block) { return HashOf(block.foliage); }

Result<Bytes32> RewardBlockHash(const RewardChainBlock& block, const Quality& quality) {
  return HashWithProof(block, kProofInFinished, quality);
}
Result<Bytes32> UnfinishedHash(const RewardChainBlockUnfinished& block, const Quality& quality) {
  return HashWithProof(block, kProofInUnfinished, quality);
}
Result<Bytes32> UnfinishedHash(const RewardChainBlock& block, const Quality& quality) {
  return UnfinishedHash(BeforeInfusion(block), quality);
}

RewardChainBlockUnfinished BeforeInfusion(const RewardChainBlock& block) {
  RewardChainBlockUnfinished before;
  before.total_iters = block.total_iters;
  before.signage_point_index = block.signage_point_index;
  before.pos_ss_cc_challenge_hash = block.pos_ss_cc_challenge_hash;
  before.proof_of_space = block.proof_of_space;
  before.challenge_chain_sp_vdf = block.challenge_chain_sp_vdf;
  before.challenge_chain_sp_signature = block.challenge_chain_sp_signature;
  before.reward_chain_sp_vdf = block.reward_chain_sp_vdf;
  before.reward_chain_sp_signature = block.reward_chain_sp_signature;
  return before;
}

Bytes32 GeneratorRoot(const BlockGenerator& generator) {
  const std::optional<Bytes> bytes = generator.generator();
  return bytes.has_value() ? Sha256(*bytes) : Bytes32{};
}

Bytes32 GeneratorRefsRoot(const BlockGenerator& generator) {
  if (!generator.transactions_generator_ref_list.empty()) {
    return Sha256(generator.transactions_generator_ref_list.bytes());
  }
  Bytes32 none{};
  none.fill(1);
  return none;
}

Result<Bytes32> PlotId(const ProofOfSpace& proof) {
  ByteVector pool;
  if (proof.pool_public_key.has_value()) {
    const Bytes key = proof.pool_public_key->bytes();
    pool.assign(key.begin(), key.end());
  } else if (proof.pool_contract_puzzle_hash.has_value()) {
    pool.assign(proof.pool_contract_puzzle_hash->begin(), proof.pool_contract_puzzle_hash->end());
  } else {
    return Status(Code::kBadValue, "has neither a pool key nor a contract hash");
  }
  ByteVector all;
  Writer out(all);
  if (proof.version == 0) {
    out.Raw(pool);
    out.Raw(proof.plot_public_key.bytes());
    return Sha256(all);
  }
  out.U8(proof.strength);
  out.Raw(proof.plot_public_key.bytes());
  out.Raw(pool);
  const Bytes32 group = Sha256(all);
  all.clear();
  out.Raw(group);
  out.U16(proof.plot_index, std::endian::big);
  out.U8(proof.meta_group);
  return Sha256(all);
}

}  // namespace dragoman::chia
