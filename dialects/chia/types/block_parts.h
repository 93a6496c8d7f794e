// BlockParts: a FullBlock checked and cut into the encodings of its parts, none of them taken apart: what a part commits
// to is hashed where it lies. Takes no memory.
#pragma once

#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

struct BlockParts {
  List<EndOfSubSlotBundle> finished_sub_slots;
  Part<RewardChainBlock> reward_chain_block;
  std::optional<Part<VDFProof>> challenge_chain_sp_proof;
  Part<VDFProof> challenge_chain_ip_proof;
  std::optional<Part<VDFProof>> reward_chain_sp_proof;
  Part<VDFProof> reward_chain_ip_proof;
  std::optional<Part<VDFProof>> infused_challenge_chain_ip_proof;
  Part<Foliage> foliage;
  std::optional<Part<FoliageTransactionBlock>> foliage_transaction_block;
  std::optional<Part<TransactionsInfo>> transactions_info;
  BlockGenerator generator;

  static void Fields(auto& visit, auto& m) { FullBlock::Fields(visit, m); }
};

}  // namespace dragoman::chia
