#include "dialects/chia/wallet/answers.h"

#include "dialects/chia/wallet/block_coins.h"
#include "dialects/chia/wallet/coin_states.h"
#include "dialects/chia/wallet/headers.h"
#include "dialects/chia/wallet/refusals.h"

namespace dragoman::chia {

void AddWalletAnswers(Dialect& chia) {
  chia.Answer<RequestBlockHeader>(AnswerRequestBlockHeader)
      .Answer<RequestHeaderBlocks>(AnswerRequestHeaderBlocks)
      .Answer<RequestBlockHeaders>(AnswerRequestBlockHeaders);
  chia.Answer<RequestAdditions>(AnswerRequestAdditions).Answer<RequestRemovals>(AnswerRequestRemovals);
  chia.Answer<RegisterForPhUpdates>(AnswerRegisterForPhUpdates)
      .Answer<RegisterForCoinUpdates>(AnswerRegisterForCoinUpdates)
      .Answer<RequestRemovePuzzleSubscriptions>(AnswerRemovePuzzleSubscriptions)
      .Answer<RequestRemoveCoinSubscriptions>(AnswerRemoveCoinSubscriptions);
  chia.Answer<RequestChildren>(AnswerRequestChildren)
      .Answer<RequestPuzzleState>(AnswerRequestPuzzleState)
      .Answer<RequestCoinState>(AnswerRequestCoinState);
  chia.Answer<RequestPuzzleSolution>(AnswerRequestPuzzleSolution)
      .Answer<SendTransaction>(AnswerSendTransaction)
      .Answer<RequestSESInfo>(AnswerRequestSESInfo)
      .Answer<RequestFeeEstimates>(AnswerRequestFeeEstimates)
      .Answer<RequestCostInfo>(AnswerRequestCostInfo);
}

}  // namespace dragoman::chia
