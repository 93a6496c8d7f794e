#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/wallet/block_coins.h"
#include "dialects/chia/messages/wallet/headers.h"
#include "dialects/chia/messages/wallet/news.h"
#include "dialects/chia/messages/wallet/solutions.h"
#include "dialects/chia/messages/wallet/transactions.h"

namespace dragoman::chia {

void AddWalletTypes(Catalog& catalog) {
  catalog.Message<RequestPuzzleSolution>("RequestPuzzleSolution", 100);
  catalog.Message<RespondPuzzleSolution>("RespondPuzzleSolution", 1 * MiB);
  catalog.Struct<PuzzleSolutionResponse>("PuzzleSolutionResponse");
  catalog.Message<RejectPuzzleSolution>("RejectPuzzleSolution", 100);
  catalog.Message<SendTransaction>("SendTransaction", 1 * MiB);
  catalog.Message<TransactionAck>("TransactionAck", 2 * KiB);
  catalog.Message<NewPeakWallet>("NewPeakWallet", 300);
  catalog.Message<RequestBlockHeader>("RequestBlockHeader", 100);
  catalog.Message<RespondBlockHeader>("RespondBlockHeader", 500 * KiB);
  catalog.Message<RejectHeaderRequest>("RejectHeaderRequest", 100);
  catalog.Message<RequestRemovals>("RequestRemovals", 50 * KiB);
  catalog.Message<RespondRemovals>("RespondRemovals", 1 * MiB);
  catalog.Message<RejectRemovalsRequest>("RejectRemovalsRequest", 100);
  catalog.Message<RequestAdditions>("RequestAdditions", 100 * MiB);
  catalog.Message<RespondAdditions>("RespondAdditions", 100 * MiB);
  catalog.Message<RejectAdditionsRequest>("RejectAdditionsRequest", 100);
  catalog.Message<RequestHeaderBlocks>("RequestHeaderBlocks", 100);
  catalog.Message<RejectHeaderBlocks>("RejectHeaderBlocks", 100);
  catalog.Message<RespondHeaderBlocks>("RespondHeaderBlocks", 2 * MiB);
  catalog.Message<RequestBlockHeaders>("RequestBlockHeaders", 100);
  catalog.Message<RejectBlockHeaders>("RejectBlockHeaders", 100);
  catalog.Message<RespondBlockHeaders>("RespondBlockHeaders", 2 * MiB);
}

}  // namespace dragoman::chia
