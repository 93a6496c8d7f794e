#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/wallet/coin_states.h"
#include "dialects/chia/messages/wallet/fees.h"
#include "dialects/chia/messages/wallet/headers.h"
#include "dialects/chia/messages/wallet/news.h"
#include "dialects/chia/messages/wallet/subscriptions.h"
#include "dialects/chia/messages/wallet/transactions.h"

namespace dragoman::chia {

void AddWalletSubscriptionTypes(Catalog& catalog) {
  catalog.Message<CoinStateUpdate>("CoinStateUpdate", 100 * MiB);
  catalog.Message<RegisterForPhUpdates>("RegisterForPhUpdates", 100 * MiB);
  catalog.Message<RespondToPhUpdates>("RespondToPhUpdates", 100 * MiB);
  catalog.Message<RegisterForCoinUpdates>("RegisterForCoinUpdates", 100 * MiB);
  catalog.Message<RespondToCoinUpdates>("RespondToCoinUpdates", 100 * MiB);
  catalog.Message<RequestChildren>("RequestChildren", 1 * MiB);
  catalog.Message<RespondChildren>("RespondChildren", 1 * MiB);
  catalog.Message<RequestSESInfo>("RequestSESInfo", 1 * MiB);
  catalog.Message<RespondSESInfo>("RespondSESInfo", 1 * MiB);
  catalog.Message<RequestFeeEstimates>("RequestFeeEstimates", 100);
  catalog.Message<RespondFeeEstimates>("RespondFeeEstimates", 100);
  catalog.Message<RequestRemovePuzzleSubscriptions>("RequestRemovePuzzleSubscriptions", 100 * MiB);
  catalog.Message<RespondRemovePuzzleSubscriptions>("RespondRemovePuzzleSubscriptions", 100 * MiB);
  catalog.Message<RequestRemoveCoinSubscriptions>("RequestRemoveCoinSubscriptions", 100 * MiB);
  catalog.Message<RespondRemoveCoinSubscriptions>("RespondRemoveCoinSubscriptions", 100 * MiB);
  catalog.Message<RequestPuzzleState>("RequestPuzzleState", 100 * MiB);
  catalog.Message<RespondPuzzleState>("RespondPuzzleState", 100 * MiB);
  catalog.Message<RejectPuzzleState>("RejectPuzzleState", 100);
  catalog.Message<RequestCoinState>("RequestCoinState", 100 * MiB);
  catalog.Message<RespondCoinState>("RespondCoinState", 100 * MiB);
  catalog.Message<RejectCoinState>("RejectCoinState", 100);
  catalog.Message<MempoolItemsAdded>("MempoolItemsAdded", 100 * MiB);
  catalog.Message<MempoolItemsRemoved>("MempoolItemsRemoved", 100 * MiB);
  catalog.Message<RequestCostInfo>("RequestCostInfo", 100);
  catalog.Message<RespondCostInfo>("RespondCostInfo", 1 * KiB);
  catalog.Struct<CoinStateFilters>("CoinStateFilters");
  catalog.Struct<RemovedMempoolItem>("RemovedMempoolItem");
  catalog.Struct<FeeRate>("FeeRate");
  catalog.Struct<FeeEstimate>("FeeEstimate");
  catalog.Struct<FeeEstimateGroup>("FeeEstimateGroup");
  catalog.Struct<Coin>("Coin");
  catalog.Struct<CoinSpend>("CoinSpend");
  catalog.Struct<SpendBundle>("SpendBundle");
  catalog.Struct<CoinState>("CoinState");
  catalog.Struct<CoinRecord>("CoinRecord");
}

}  // namespace dragoman::chia
