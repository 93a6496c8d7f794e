// Outputs of the chain, spent or not (wire/flowee.md 9.3). What the mempool spends or makes does
// not count.
#include "core/router/chain.h"
#include "dialects/flowee/bitcoin/transaction.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hash_of.h"
#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

using live_transactions::OutputAnswer;
using live_transactions::OutputQueries;
using live_transactions::OutputQuery;

// A transaction by its id, or why the request fails.
struct Named {
  Hash256 id{};
  std::string_view refused;
};

Named Refuse(std::string_view reason) {
  Named named;
  named.refused = reason;
  return named;
}

Task<Named> NameByPlace(Peer& peer, std::int64_t height, std::int64_t offset) {
  const chain::BlockQuery block_query = chain::ByHeight(height);
  const Result<chain::BlockRecord> block = co_await peer.Call(chain::kHeader, block_query);
  if (!block.ok()) co_return Refuse(hub::kUnknownHeight);
  if (offset > static_cast<std::int64_t>(block->size)) co_return Refuse(hub::kOffsetBehindBlock);
  if (offset < 0) co_return Refuse(hub::kNoTransactionThere);
  chain::OutputQuery first_output;
  first_output.height = height;
  first_output.offset = static_cast<std::uint64_t>(offset);
  const Result<chain::OutputRecord> output = co_await peer.Call(chain::kOutput, first_output);
  if (!output.ok()) co_return Refuse(hub::kNoTransactionThere);
  Named named;
  named.id = output->transaction;
  co_return named;
}

// An id that is missing, of another size or all zero is as good as none.
Task<Named> Name(Peer& peer, const OutputQuery& query) {
  if (!query.index_is_number) co_return Refuse(hub::kIndexIsNoNumber);
  Named named;
  named.id = HashOf(query.tx_id.value_or(Bytes())).value_or(Hash256());
  if (named.id != Hash256()) co_return named;
  const std::int64_t height = query.height.value_or(-1);
  const std::int64_t offset = query.offset_in_block.value_or(0);
  if (height == -1 || offset == 0) co_return Refuse(hub::kNoOutputNamed);
  co_return co_await NameByPlace(peer, height, offset);
}

Task<Result<Slice>> ScriptOf(Peer& peer, const chain::OutputRecord& output) {
  const chain::BlockQuery query = chain::ByHeight(output.height);
  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
  if (!block.ok()) co_return block.status();
  const Result<bitcoin::Transaction> transaction =
      bitcoin::ParseTransaction(block->raw, output.offset);
  if (!transaction.ok() || transaction->id != output.transaction)
    co_return Status(Code::kNotFound, "the chain moved");
  co_return Slice::Copy(transaction->outputs[output.index].script);
}

enum class Detail : std::uint8_t { kPlace, kPlaceAndContent };

Task<OutputAnswer> Describe(Peer& peer, const Hash256& id, std::int64_t index, Detail detail) {
  OutputAnswer answer;
  if (index < 0 || index > 0xffffffff) co_return answer;
  chain::OutputQuery query;
  query.transaction = id;
  query.index = static_cast<std::uint32_t>(index);
  const Result<chain::OutputRecord> output = co_await peer.Call(chain::kOutput, query);
  // What the first block pays cannot be spent.
  if (!output.ok() || !output->unspent || output->height == 0) co_return answer;
  if (detail == Detail::kPlaceAndContent) {
    const Result<Slice> script = co_await ScriptOf(peer, *output);
    if (!script.ok()) co_return answer;
    answer.amount = output->amount;
    answer.script = *script;
  }
  answer.unspent = true;
  answer.height = output->height;
  answer.offset_in_block = output->offset;
  answer.index = index;
  co_return answer;
}

// One invalid query fails the whole request.
template <class Reply, class Request>
Task<Status> AnswerQueries(Peer& peer, const Received<Request>& request, Detail detail) {
  ByteVector body;
  Writer out(body);
  OutputQueries queries(request->tokens);
  for (bool first = true; queries.Next(); first = false) {
    const Named named = co_await Name(peer, queries.query());
    if (!named.refused.empty()) co_return Fail(peer, request.envelope(), named.refused);
    const std::int64_t index = queries.query().index;
    const OutputAnswer answer = co_await Describe(peer, named.id, index, detail);
    if (!first) PutSeparator(out);
    answer.Write(out);
  }
  Reply reply;
  reply.tokens = Slice::View(body);
  co_return peer.Answer(request, reply);
}

}  // namespace

Task<Status> AnswerIsUnspent(Peer& peer, const Received<live_transactions::IsUnspent>& request) {
  return AnswerQueries<live_transactions::IsUnspentReply>(peer, request, Detail::kPlace);
}

Task<Status> AnswerUnspentOutput(Peer& peer,
                                 const Received<live_transactions::GetUnspentOutput>& request) {
  return AnswerQueries<live_transactions::GetUnspentOutputReply>(peer, request,
                                                                 Detail::kPlaceAndContent);
}

}  // namespace dragoman::flowee
