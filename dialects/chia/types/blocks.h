// Blocks, whole and as headers (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/block_generator.h"
#include "dialects/chia/types/foliage.h"
#include "dialects/chia/types/reward_chain.h"
#include "dialects/chia/types/sub_slot.h"

namespace dragoman::chia {

struct FullBlock {
  List<EndOfSubSlotBundle> finished_sub_slots;
  RewardChainBlock reward_chain_block;
  std::optional<VDFProof> challenge_chain_sp_proof;
  VDFProof challenge_chain_ip_proof;
  std::optional<VDFProof> reward_chain_sp_proof;
  VDFProof reward_chain_ip_proof;
  std::optional<VDFProof> infused_challenge_chain_ip_proof;
  Foliage foliage;
  std::optional<FoliageTransactionBlock> foliage_transaction_block;
  std::optional<TransactionsInfo> transactions_info;
  BlockGenerator generator;

  static void Fields(auto& visit, auto& m) {
    visit("finished_sub_slots", m.finished_sub_slots);
    visit("reward_chain_block", m.reward_chain_block);
    visit("challenge_chain_sp_proof", m.challenge_chain_sp_proof);
    visit("challenge_chain_ip_proof", m.challenge_chain_ip_proof);
    visit("reward_chain_sp_proof", m.reward_chain_sp_proof);
    visit("reward_chain_ip_proof", m.reward_chain_ip_proof);
    visit("infused_challenge_chain_ip_proof", m.infused_challenge_chain_ip_proof);
    visit("foliage", m.foliage);
    visit("foliage_transaction_block", m.foliage_transaction_block);
    visit("transactions_info", m.transactions_info);
    BlockGenerator::Fields(visit, m.generator);
  }
};

struct UnfinishedBlock {
  List<EndOfSubSlotBundle> finished_sub_slots;
  RewardChainBlockUnfinished reward_chain_block;
  std::optional<VDFProof> challenge_chain_sp_proof;
  std::optional<VDFProof> reward_chain_sp_proof;
  Foliage foliage;
  std::optional<FoliageTransactionBlock> foliage_transaction_block;
  std::optional<TransactionsInfo> transactions_info;
  BlockGenerator generator;

  static void Fields(auto& visit, auto& m) {
    visit("finished_sub_slots", m.finished_sub_slots);
    visit("reward_chain_block", m.reward_chain_block);
    visit("challenge_chain_sp_proof", m.challenge_chain_sp_proof);
    visit("reward_chain_sp_proof", m.reward_chain_sp_proof);
    visit("foliage", m.foliage);
    visit("foliage_transaction_block", m.foliage_transaction_block);
    visit("transactions_info", m.transactions_info);
    BlockGenerator::Fields(visit, m.generator);
  }
};

struct HeaderBlock {
  List<EndOfSubSlotBundle> finished_sub_slots;
  RewardChainBlock reward_chain_block;
  std::optional<VDFProof> challenge_chain_sp_proof;
  VDFProof challenge_chain_ip_proof;
  std::optional<VDFProof> reward_chain_sp_proof;
  VDFProof reward_chain_ip_proof;
  std::optional<VDFProof> infused_challenge_chain_ip_proof;
  Foliage foliage;
  std::optional<FoliageTransactionBlock> foliage_transaction_block;
  Slice transactions_filter;
  std::optional<TransactionsInfo> transactions_info;

  static void Fields(auto& visit, auto& m) {
    visit("finished_sub_slots", m.finished_sub_slots);
    visit("reward_chain_block", m.reward_chain_block);
    visit("challenge_chain_sp_proof", m.challenge_chain_sp_proof);
    visit("challenge_chain_ip_proof", m.challenge_chain_ip_proof);
    visit("reward_chain_sp_proof", m.reward_chain_sp_proof);
    visit("reward_chain_ip_proof", m.reward_chain_ip_proof);
    visit("infused_challenge_chain_ip_proof", m.infused_challenge_chain_ip_proof);
    visit("foliage", m.foliage);
    visit("foliage_transaction_block", m.foliage_transaction_block);
    visit("transactions_filter", m.transactions_filter);
    visit("transactions_info", m.transactions_info);
  }
};

struct UnfinishedHeaderBlock {
  List<EndOfSubSlotBundle> finished_sub_slots;
  RewardChainBlockUnfinished reward_chain_block;
  std::optional<VDFProof> challenge_chain_sp_proof;
  std::optional<VDFProof> reward_chain_sp_proof;
  Foliage foliage;
  std::optional<FoliageTransactionBlock> foliage_transaction_block;
  Slice transactions_filter;

  static void Fields(auto& visit, auto& m) {
    visit("finished_sub_slots", m.finished_sub_slots);
    visit("reward_chain_block", m.reward_chain_block);
    visit("challenge_chain_sp_proof", m.challenge_chain_sp_proof);
    visit("reward_chain_sp_proof", m.reward_chain_sp_proof);
    visit("foliage", m.foliage);
    visit("foliage_transaction_block", m.foliage_transaction_block);
    visit("transactions_filter", m.transactions_filter);
  }
};

}  // namespace dragoman::chia
