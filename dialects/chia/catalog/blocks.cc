#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/types/blocks.h"
#include "dialects/chia/types/weight_proof.h"

namespace dragoman::chia {

void AddBlockTypes(Catalog& catalog) {
  catalog.Struct<TransactionsInfo>("TransactionsInfo");
  catalog.Struct<FoliageTransactionBlock>("FoliageTransactionBlock");
  catalog.Struct<FoliageBlockData>("FoliageBlockData");
  catalog.Struct<Foliage>("Foliage");
  catalog.Struct<PoolTarget>("PoolTarget");
  catalog.Struct<RewardChainBlockUnfinished>("RewardChainBlockUnfinished");
  catalog.Struct<RewardChainBlock>("RewardChainBlock");
  catalog.Struct<ChallengeBlockInfo>("ChallengeBlockInfo");
  catalog.Struct<FullBlock>("FullBlock");
  catalog.Struct<UnfinishedBlock>("UnfinishedBlock");
  catalog.Struct<HeaderBlock>("HeaderBlock");
  catalog.Struct<UnfinishedHeaderBlock>("UnfinishedHeaderBlock");
  catalog.Struct<ProofOfSpace>("ProofOfSpace");
  catalog.Struct<ClassgroupElement>("ClassgroupElement");
  catalog.Struct<VDFInfo>("VDFInfo");
  catalog.Struct<VDFProof>("VDFProof");
  catalog.Struct<ChallengeChainSubSlot>("ChallengeChainSubSlot");
  catalog.Struct<InfusedChallengeChainSubSlot>("InfusedChallengeChainSubSlot");
  catalog.Struct<RewardChainSubSlot>("RewardChainSubSlot");
  catalog.Struct<SubSlotProofs>("SubSlotProofs");
  catalog.Struct<EndOfSubSlotBundle>("EndOfSubSlotBundle");
  catalog.Struct<SubEpochSummary>("SubEpochSummary");
  catalog.Struct<SubEpochData>("SubEpochData");
  catalog.Struct<SubSlotData>("SubSlotData");
  catalog.Struct<SubEpochChallengeSegment>("SubEpochChallengeSegment");
  catalog.Struct<WeightProof>("WeightProof");
}

}  // namespace dragoman::chia
