// What identifies a block and what its parts commit to (wire/chia.md 11).
#pragma once

#include "dialects/chia/hash_of.h"
#include "dialects/chia/types/block_parts.h"

namespace dragoman::chia {

// The block's id.
inline Bytes32 HeaderHash(const BlockParts& block) { return Sha256(block.foliage.bytes()); }
Bytes32 HeaderHash(const FullBlock& block);
Bytes32 HeaderHash(const HeaderBlock& block);

// In these a proof of version 1 stands as the 32 bytes of its quality, which only a library that judges proofs can tell.
// kUnsupported for such a proof without a `quality`.
using Quality = std::optional<Bytes32>;
Result<Bytes32> RewardBlockHash(const RewardChainBlock& block, const Quality& quality = std::nullopt);
Result<Bytes32> UnfinishedHash(const RewardChainBlockUnfinished& block, const Quality& quality = std::nullopt);
// Of the block as it was before its infusion.
Result<Bytes32> UnfinishedHash(const RewardChainBlock& block, const Quality& quality = std::nullopt);
RewardChainBlockUnfinished BeforeInfusion(const RewardChainBlock& block);

// Zeros without a generator.
Bytes32 GeneratorRoot(const BlockGenerator& generator);
// Bytes of 01 without references.
Bytes32 GeneratorRefsRoot(const BlockGenerator& generator);

// kBadValue for a proof of version 0 with neither a pool key nor a contract hash, which belongs to no plot.
Result<Bytes32> PlotId(const ProofOfSpace& proof);

inline Bytes32 TransactionId(const Part<SpendBundle>& bundle) { return Sha256(bundle.bytes()); }
inline Bytes32 TransactionId(const SpendBundle& bundle) { return HashOf(bundle); }

}  // namespace dragoman::chia
