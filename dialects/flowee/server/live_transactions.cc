// Single transactions of the mempool and of the last blocks, and the mempool's state
// (wire/flowee.md 9.3).
#include "core/router/chain.h"
#include "core/router/pool.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hash_of.h"
#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

using live_transactions::GetTransaction;
using live_transactions::GetTransactionReply;

// Where the transaction is, if it is in one of the last blocks.
Task<Result<GetTransactionReply>> FindInRecentBlocks(Peer& peer, const Hash256& id) {
  chain::TransactionQuery query;
  query.id = id;
  const Result<chain::TransactionPlace> place = co_await peer.Call(chain::kTransaction, query);
  if (!place.ok()) co_return place.status();
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok()) co_return tip.status();
  if (place->height <= tip->height - hub::kRecentBlocks)
    co_return Status(Code::kNotFound, "its block is too old");
  const chain::BlockQuery block_query = chain::ByHeight(place->height);
  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, block_query);
  if (!block.ok()) co_return block.status();
  GetTransactionReply reply;
  reply.height = place->height;
  reply.transaction = block->raw.Sub(place->offset, place->size);
  co_return reply;
}

Task<Result<GetTransactionReply>> FindById(Peer& peer, const GetTransaction& request) {
  const std::optional<Hash256> id = HashOf(request.hash);
  if (!id.has_value()) co_return Status(Code::kNotFound, "no id has this size");
  pool::Query query;
  query.id = *id;
  const Result<pool::Record> record = co_await peer.Call(pool::kGet, query);
  if (!record.ok()) co_return co_await FindInRecentBlocks(peer, *id);
  GetTransactionReply reply;
  reply.transaction = record->raw;
  co_return reply;
}

// The first in the mempool; nothing found is an empty transaction.
Task<Result<GetTransactionReply>> FindByScript(Peer& peer, const GetTransaction& request) {
  GetTransactionReply reply;
  const std::optional<Hash256> key = HashOf(request.hash);
  if (!key.has_value()) co_return reply;
  pool::ScriptsQuery query;
  query.keys.push_back(*key);
  query.limit = 1;
  const Result<pool::Hits> hits = co_await peer.Call(pool::kFind, query);
  if (hits.ok() && !hits->empty()) reply.transaction = hits->front().record.raw;
  co_return reply;
}

}  // namespace

Task<Status> AnswerLiveTransaction(Peer& peer, const Received<GetTransaction>& request) {
  if (request->by == GetTransaction::By::kNothing)
    co_return Fail(peer, request.envelope(), hub::kNothingToSearch);
  const bool by_id = request->by == GetTransaction::By::kTxId;
  Task<Result<GetTransactionReply>> search =
      by_id ? FindById(peer, *request) : FindByScript(peer, *request);
  const Result<GetTransactionReply> reply = co_await search;
  if (!reply.ok()) co_return Fail(peer, request.envelope(), hub::kNoTransaction);
  co_return peer.Answer(request, *reply);
}

Task<Status> AnswerMempoolInfo(Peer& peer,
                               const Received<live_transactions::GetMempoolInfo>& request) {
  const pool::Nothing nothing;
  const Result<pool::Info> info = co_await peer.Call(pool::kInfo, nothing);
  if (!info.ok()) co_return Fail(peer, request.envelope(), hub::kNotNow);
  live_transactions::GetMempoolInfoReply reply;
  reply.transactions = info->transactions;
  reply.bytes = info->bytes;
  reply.memory_used = info->memory;
  reply.memory_limit = info->memory_limit;
  reply.min_fee = 0;  // we ask for none
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
