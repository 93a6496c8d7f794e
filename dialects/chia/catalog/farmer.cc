#include "dialects/chia/catalog/versions.h"
#include "dialects/chia/messages/farmer.h"
#include "dialects/chia/messages/solver.h"

namespace dragoman::chia {

void AddFarmerTypes(Catalog& catalog) {
  catalog.Struct<NewSignagePoint>("NewSignagePoint");
  catalog.Add(Versions<NewSignagePoint, NewSignagePointOf37>::Entry(2 * KiB));
  catalog.Message<DeclareProofOfSpace>("DeclareProofOfSpace", 10 * KiB);
  catalog.Message<RequestSignedValues>("RequestSignedValues", 10 * KiB);
  catalog.Message<SignedValues>("SignedValues", 1 * KiB);
  catalog.Message<FarmingInfo>("FarmingInfo", 1 * KiB);
  catalog.Struct<SignagePointSourceData>("SignagePointSourceData");
  catalog.Struct<SPSubSlotSourceData>("SPSubSlotSourceData");
  catalog.Struct<SPVDFSourceData>("SPVDFSourceData");
  catalog.Struct<PartialProof>("PartialProof");
  catalog.Message<SolverInfo>("SolverInfo", 1 * KiB);
  catalog.Message<SolverResponse>("SolverResponse", 1 * KiB);
}

}  // namespace dragoman::chia
