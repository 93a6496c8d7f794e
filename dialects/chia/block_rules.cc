#include "dialects/chia/block_rules.h"

#include "dialects/chia/block_hashes.h"
#include "dialects/chia/object_points.h"

namespace dragoman::chia {
namespace {

// The hash of a version 1 proof needs a library that judges it (wire/chia.md 11).
Status CheckRewardChain(const FullBlock& block) {
  if (block.reward_chain_block.proof_of_space.version != 0) return Ok();
  if (HashOf(block.reward_chain_block) == block.foliage.reward_block_hash) return Ok();
  return Status(Code::kBadValue, "is not the hash of the reward chain block").In("reward_block_hash").In("foliage");
}

Status CheckGenerator(const FullBlock& block, const TransactionsInfo& info) {
  if (info.generator_root != GeneratorRoot(block.generator)) {
    return Status(Code::kBadValue, "is not the hash of the generator").In("generator_root").In("transactions_info");
  }
  if (info.generator_refs_root != GeneratorRefsRoot(block.generator)) {
    return Status(Code::kBadValue, "is not the hash of the references").In("generator_refs_root").In("transactions_info");
  }
  return Ok();
}

Status CheckPresence(const FullBlock& block) {
  const bool wanted = block.reward_chain_block.is_transaction_block;
  const auto check = [wanted](bool present, const char* what) {
    if (present == wanted) return Ok();
    return (wanted ? Status(Code::kBadValue, "is absent, the block says that it is a transaction block")
                   : Status(Code::kBadValue, "is there, the block says that it is no transaction block"))
        .In(what);
  };
  DRAGOMAN_TRY(check(block.foliage.foliage_transaction_block_hash.has_value(), "foliage_transaction_block_hash"));
  DRAGOMAN_TRY(check(block.foliage.foliage_transaction_block_signature.has_value(), "foliage_transaction_block_signature"));
  DRAGOMAN_TRY(check(block.foliage_transaction_block.has_value(), "foliage_transaction_block"));
  DRAGOMAN_TRY(check(block.transactions_info.has_value(), "transactions_info"));
  if (!wanted && block.generator.generator().has_value()) return check(true, "transactions_generator");
  return Ok();
}

}  // namespace

Status CheckBlock(const FullBlock& block) {
  DRAGOMAN_TRY(CheckRewardChain(block));
  DRAGOMAN_TRY(CheckPresence(block));
  if (block.reward_chain_block.is_transaction_block) {
    if (HashOf(*block.foliage_transaction_block) != *block.foliage.foliage_transaction_block_hash) {
      return Status(Code::kBadValue, "is not the hash of the foliage transaction block")
          .In("foliage_transaction_block_hash")
          .In("foliage");
    }
    if (HashOf(*block.transactions_info) != block.foliage_transaction_block->transactions_info_hash) {
      return Status(Code::kBadValue, "is not the hash of the transactions info")
          .In("transactions_info_hash")
          .In("foliage_transaction_block");
    }
    DRAGOMAN_TRY(CheckGenerator(block, *block.transactions_info));
  }
  return CheckPoints(block);
}

}  // namespace dragoman::chia
