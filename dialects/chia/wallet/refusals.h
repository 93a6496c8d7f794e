// What only a node that runs transactions could answer. Nothing is made up: a wallet hears a refusal of the protocol's
// own where there is one, else `error` if it can read that, else nothing (wire/chia.md 8.5, 17).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/wallet/fees.h"
#include "dialects/chia/messages/wallet/headers.h"
#include "dialects/chia/messages/wallet/solutions.h"
#include "dialects/chia/messages/wallet/transactions.h"

namespace dragoman::chia {

// Coins that we know of are not spent.
Task<Status> AnswerRequestPuzzleSolution(Peer& peer, const Received<RequestPuzzleSolution>& request);
Task<Status> AnswerSendTransaction(Peer& peer, const Received<SendTransaction>& request);
// Which blocks end a sub-epoch their bytes tell, what its summary holds they do not.
Task<Status> AnswerRequestSESInfo(Peer& peer, const Received<RequestSESInfo>& request);
Task<Status> AnswerRequestFeeEstimates(Peer& peer, const Received<RequestFeeEstimates>& request);
Task<Status> AnswerRequestCostInfo(Peer& peer, const Received<RequestCostInfo>& request);

}  // namespace dragoman::chia
