// The server role: what a Hub answers. Each is registered in dialect.cc as `.Answer` of its request.
#pragma once

#include "core/peer/peer.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/get_block.h"
#include "dialects/flowee/messages/get_block_verbose.h"
#include "dialects/flowee/messages/get_transaction.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "dialects/flowee/messages/mining.h"
#include "dialects/flowee/messages/reg_test.h"
#include "dialects/flowee/messages/search_mempool.h"
#include "dialects/flowee/messages/unspent.h"
#include "dialects/flowee/messages/util.h"

namespace dragoman::flowee {

Task<Status> AnswerVersion(Peer& peer, const Received<api::Version>& request);

Task<Status> AnswerBlockChainInfo(Peer& peer, const Received<block_chain::GetBlockChainInfo>& request);
Task<Status> AnswerBestBlockHash(Peer& peer, const Received<block_chain::GetBestBlockHash>& request);
Task<Status> AnswerBlockCount(Peer& peer, const Received<block_chain::GetBlockCount>& request);
Task<Status> AnswerBlockHeader(Peer& peer, const Received<block_chain::GetBlockHeader>& request);
Task<Status> AnswerBlockVerbose(Peer& peer, const Received<block_chain::GetBlockVerbose>& request);
Task<Status> AnswerBlock(Peer& peer, const Received<block_chain::GetBlock>& request);
Task<Status> AnswerTransaction(Peer& peer, const Received<block_chain::GetTransaction>& request);

Task<Status> AnswerCreateAddress(Peer& peer, const Received<util::CreateAddress>& request);
Task<Status> AnswerValidateAddress(Peer& peer, const Received<util::ValidateAddress>& request);

Task<Status> AnswerLiveTransaction(Peer& peer, const Received<live_transactions::GetTransaction>& request);
Task<Status> AnswerSendTransaction(Peer& peer, const Received<live_transactions::SendTransaction>& request);
Task<Status> AnswerIsUnspent(Peer& peer, const Received<live_transactions::IsUnspent>& request);
Task<Status> AnswerUnspentOutput(Peer& peer, const Received<live_transactions::GetUnspentOutput>& request);
Task<Status> AnswerSearchMempool(Peer& peer, const Received<live_transactions::SearchMempool>& request);
Task<Status> AnswerMempoolInfo(Peer& peer, const Received<live_transactions::GetMempoolInfo>& request);

Task<Status> AnswerGenerateBlock(Peer& peer, const Received<reg_test::GenerateBlock>& request);
Task<Status> AnswerSubmitBlock(Peer& peer, const Received<mining::SubmitBlock>& request);

// Whatever else arrives: services 0 to 15 and negative ones get CommandFailed, `user.<id>` is asked where somebody
// serves it, others get silence (wire/flowee.md 8.2).
Task<Status> AnswerTheRest(Peer& peer, const Envelope& message);

// The error reply (8.3).
Status Fail(Peer& peer, const Envelope& request, std::string_view reason);

}  // namespace dragoman::flowee
