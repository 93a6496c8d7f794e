// Transactions that are announced, fetched and passed on (wire/chia.md 16.4). They are not judged: what was told of
// their cost and fee is passed on as it was told.
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::chia {

Task<Status> HearTransaction(Peer& peer, const Received<NewTransaction>& announced);
// Without a question of ours: only old releases may, and not for ever.
Task<Status> HearTransactionUnasked(Peer& peer, const Received<RespondTransaction>& given);
Task<Status> AnswerRequestTransaction(Peer& peer, const Received<RequestTransaction>& request);
Task<Status> AnswerRequestMempool(Peer& peer, const Received<RequestMempoolTransactions>& request);

}  // namespace dragoman::chia
