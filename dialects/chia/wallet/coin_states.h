// What a wallet asks of coins, and what it wants to hear of from now on (wire/chia.md 5.5, 17).
#pragma once

#include "core/peer/peer.h"
#include "dialects/chia/messages/wallet/coin_states.h"
#include "dialects/chia/messages/wallet/subscriptions.h"

namespace dragoman::chia {

Task<Status> AnswerRegisterForPhUpdates(Peer& peer, const Received<RegisterForPhUpdates>& request);
Task<Status> AnswerRegisterForCoinUpdates(Peer& peer, const Received<RegisterForCoinUpdates>& request);
Task<Status> AnswerRemovePuzzleSubscriptions(Peer& peer, const Received<RequestRemovePuzzleSubscriptions>& request);
Task<Status> AnswerRemoveCoinSubscriptions(Peer& peer, const Received<RequestRemoveCoinSubscriptions>& request);
Task<Status> AnswerRequestChildren(Peer& peer, const Received<RequestChildren>& request);
Task<Status> AnswerRequestPuzzleState(Peer& peer, const Received<RequestPuzzleState>& request);
Task<Status> AnswerRequestCoinState(Peer& peer, const Received<RequestCoinState>& request);

}  // namespace dragoman::chia
