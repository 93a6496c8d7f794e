#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::chia {

void AddFullNodeTypes(Catalog& catalog) {
  catalog.Message<NewPeak>("NewPeak", 512);
  catalog.Message<NewTransaction>("NewTransaction", 100);
  catalog.Message<RequestTransaction>("RequestTransaction", 100);
  catalog.Message<RespondTransaction>("RespondTransaction", 1 * MiB);
  catalog.Message<RequestProofOfWeight>("RequestProofOfWeight", 100);
  catalog.Message<RespondProofOfWeight>("RespondProofOfWeight", 50 * MiB);
  catalog.Message<RequestBlock>("RequestBlock", 100);
  catalog.Message<RejectBlock>("RejectBlock", 100);
  catalog.Message<RequestBlocks>("RequestBlocks", 100);
  catalog.Message<RespondBlocks>("RespondBlocks", 50 * MiB);
  catalog.Message<RejectBlocks>("RejectBlocks", 100);
  catalog.Message<RespondBlock>("RespondBlock", 2 * MiB);
  catalog.Message<NewUnfinishedBlock>("NewUnfinishedBlock", 100);
  catalog.Message<RequestUnfinishedBlock>("RequestUnfinishedBlock", 100);
  catalog.Message<NewUnfinishedBlock2>("NewUnfinishedBlock2", 100);
  catalog.Message<RequestUnfinishedBlock2>("RequestUnfinishedBlock2", 100);
  catalog.Message<RespondUnfinishedBlock>("RespondUnfinishedBlock", 2 * MiB);
  catalog.Message<NewSignagePointOrEndOfSubSlot>("NewSignagePointOrEndOfSubSlot", 200);
  catalog.Message<RequestSignagePointOrEndOfSubSlot>("RequestSignagePointOrEndOfSubSlot", 200);
  catalog.Message<RespondSignagePoint>("RespondSignagePoint", 50 * KiB);
  catalog.Message<RespondEndOfSubSlot>("RespondEndOfSubSlot", 50 * KiB);
  catalog.Message<RequestMempoolTransactions>("RequestMempoolTransactions", 1 * MiB);
  catalog.Message<NewCompactVDF>("NewCompactVDF", 1 * KiB);
  catalog.Message<RequestCompactVDF>("RequestCompactVDF", 1 * KiB);
  catalog.Message<RespondCompactVDF>("RespondCompactVDF", 100 * KiB);
  catalog.Message<RequestPeers>("RequestPeers", 100);
  catalog.Message<RespondPeers>("RespondPeers", 1 * MiB);
  catalog.Message<FarmNewBlock>("FarmNewBlock", 200);
  catalog.Message<NoneResponse>("NoneResponse", 100);
}

}  // namespace dragoman::chia
