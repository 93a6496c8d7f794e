#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/harvester.h"

namespace dragoman::chia {
namespace {

using Older = NewSignagePointHarvester;
using Newer = NewSignagePointHarvester2;

// No bytes are both: what follows the list is one byte in the older form and at least nine in the newer one.
Result<Json> ReadEither(const Slice& body, wire::JsonNotation notation) {
  Result<Json> older = BodyForms::Of<Older>().to_json(body, notation);
  return older.ok() ? older : BodyForms::Of<Newer>().to_json(body, notation);
}

Result<ByteVector> WriteEither(const Json& fields) {
  const bool is_newer = fields.Find("peak_height") != nullptr;
  return is_newer ? BodyForms::Of<Newer>().from_json(fields) : BodyForms::Of<Older>().from_json(fields);
}

ByteVector ArbitraryEither(std::uint64_t seed) {
  return seed % 2 == 0 ? BodyForms::Of<Newer>().arbitrary(seed) : BodyForms::Of<Older>().arbitrary(seed);
}

BodyCodec CodecOf(const Slice& body) {
  return ReadMessage<Older>(body).ok() ? BodyCodec::Of<Older>() : BodyCodec::Of<Newer>();
}
Status DecodeEither(const Slice& body) { return CodecOf(body).read(body); }
Result<std::function<void(Writer&)>> RewriteEither(const Slice& body) { return CodecOf(body).rewrite(body); }

// The message, whose body depends on the harvester's protocol version.
TypeEntry SignagePointOfEitherForm() {
  TypeEntry entry;
  entry.message = Newer::kName;
  entry.type = Newer::kType;
  entry.bytes = 4886;
  entry.forms = {ReadEither, WriteEither, ArbitraryEither};
  entry.codec.read = DecodeEither;
  entry.codec.rewrite = RewriteEither;
  return entry;
}

}  // namespace

void AddHarvesterTypes(Catalog& catalog) {
  catalog.Message<HarvesterHandshake>("HarvesterHandshake", 1 * MiB);
  catalog.Struct<PoolDifficulty>("PoolDifficulty");
  catalog.Struct<NewSignagePointHarvester>("NewSignagePointHarvester");
  catalog.Struct<NewSignagePointHarvester2>("NewSignagePointHarvester2");
  catalog.Add(SignagePointOfEitherForm());
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
