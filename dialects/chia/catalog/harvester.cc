#include "dialects/chia/catalog/versions.h"
#include "dialects/chia/messages/harvester.h"

namespace dragoman::chia {

void AddHarvesterTypes(Catalog& catalog) {
  catalog.Message<HarvesterHandshake>("HarvesterHandshake", 1 * MiB);
  catalog.Struct<PoolDifficulty>("PoolDifficulty");
  catalog.Struct<NewSignagePointHarvester>("NewSignagePointHarvester");
  catalog.Struct<NewSignagePointHarvester2>("NewSignagePointHarvester2");
  catalog.Add(Versions<NewSignagePointHarvester2, NewSignagePointHarvester2Of37, NewSignagePointHarvester>::Entry(4886));
  catalog.Message<NewProofOfSpace>("NewProofOfSpace", 2 * KiB);
  catalog.Struct<ProofOfSpaceFeeInfo>("ProofOfSpaceFeeInfo");
  catalog.Message<PartialProofsData>("PartialProofsData", 3 * KiB);
  catalog.Message<RequestSignatures>("RequestSignatures", 2 * KiB);
  catalog.Struct<SignatureRequestSourceData>("SignatureRequestSourceData");
  catalog.Message<RespondSignatures>("RespondSignatures", 2 * KiB);
  catalog.Message<RequestPlots>("RequestPlots", 10 * MiB);
  catalog.Message<RespondPlots>("RespondPlots", 100 * MiB);
  catalog.Struct<Plot>("Plot");
  catalog.Message<RespondPlots2>("RespondPlots2", 100 * MiB);
  catalog.Struct<Plot2>("Plot2");
  catalog.Struct<PlotSyncIdentifier>("PlotSyncIdentifier");
  catalog.Message<PlotSyncStart>("PlotSyncStart", 100 * MiB);
  catalog.Struct<PlotSyncPathList>("PlotSyncPathList");
  catalog.Message<PlotSyncRemoved>("PlotSyncRemoved", 100 * MiB);
  catalog.Message<PlotSyncInvalid>("PlotSyncInvalid", 100 * MiB);
  catalog.Message<PlotSyncKeysMissing>("PlotSyncKeysMissing", 100 * MiB);
  catalog.Message<PlotSyncDuplicates>("PlotSyncDuplicates", 100 * MiB);
  catalog.Message<PlotSyncPlotList>("PlotSyncPlotList", 100 * MiB);
  catalog.Message<PlotSyncPlotList2>("PlotSyncPlotList2", 100 * MiB);
  catalog.Message<PlotSyncDone>("PlotSyncDone", 100 * MiB);
  catalog.Struct<PlotSyncError>("PlotSyncError");
  catalog.Message<PlotSyncResponse>("PlotSyncResponse", 100 * MiB);
}

}  // namespace dragoman::chia
