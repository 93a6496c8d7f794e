// What is in the mempool, by id and by script (wire/flowee.md 9.3).
#include "core/base/hash.h"
#include "core/router/pool.h"
#include "dialects/flowee/bitcoin/double_spend_proof.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hash_of.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/transaction_record.h"

namespace dragoman::flowee {
namespace {

using live_transactions::MempoolTerms;

struct Terms {
  std::vector<Hash256> ids;
  pool::ScriptsQuery scripts;
};

// Reads the request as the Hub does, token by token, up to the first bad value. Gives the reason of
// the failure.
std::string_view TakeTerms(Bytes request, Terms& terms) {
  TokenReader tokens(request);
  while (tokens.Next()) {
    const Token& token = tokens.token();
    if (token.tag == block_chain::kFilterOutputIndex && (!token.is_number() || token.negative)) {
      return hub::kBadOutputIndex;
    }
    const bool by_id = token.tag == common::kTxId;
    if (!by_id && token.tag != common::kBitcoinScriptHashed) continue;
    const std::optional<Hash256> hash = HashOf(token.ByteArray());
    if (!hash.has_value()) return by_id ? hub::kBadTxId : hub::kBadScriptHash;
    (by_id ? terms.ids : terms.scripts.keys).push_back(*hash);
  }
  return {};
}

void WriteHit(const pool::Record& record, std::optional<std::uint32_t> matching_index,
              const TransactionOptions& options, Writer& out) {
  const Result<bitcoin::Transaction> transaction = bitcoin::ParseTransaction(record.raw.bytes());
  if (!transaction.ok()) return;  // the pool has read it
  if (options.tx_id) PutBytes(out, common::kTxId, record.id);
  if (matching_index.has_value())
    PutNum(out, live_transactions::kMatchingOutIndex, *matching_index);
  PutInt(out, live_transactions::kFirstSeenTime, record.first_seen);
  if (options.WantsFull()) PutBytes(out, live_transactions::kTransaction, record.raw);
  if (options.inputs) WriteInputs(*transaction, CoinbaseInput::kWhole, out);
  WriteOutputs(*transaction, options, out);
  if (!record.rival.empty()) {
    const Result<ByteVector> proof = bitcoin::MakeDoubleSpendProof(record.raw, record.rival);
    if (proof.ok()) PutBytes(out, live_transactions::kDSProofId, DoubleSha256(*proof));
  }
  PutSeparator(out);
}

}  // namespace

Task<Status> AnswerSearchMempool(Peer& peer,
                                 const Received<live_transactions::SearchMempool>& request) {
  Terms terms;
  const std::string_view refused = TakeTerms(request->tokens, terms);
  if (!refused.empty()) co_return Fail(peer, request.envelope(), refused);
  const TransactionOptions options = request->Options();
  ByteVector body;
  Writer out(body);
  for (std::size_t i = 0;
       i < terms.ids.size() && i < hub::kMaxHits && out.size() < hub::kMaxSearchBytes; ++i) {
    pool::Query query;
    query.id = terms.ids[i];
    const Result<pool::Record> record = co_await peer.Call(pool::kGet, query);
    if (record.ok()) WriteHit(*record, std::nullopt, options, out);
  }
  if (!terms.scripts.keys.empty()) {
    terms.scripts.limit = hub::kMaxHits;
    const Result<pool::Hits> hits = co_await peer.Call(pool::kFind, terms.scripts);
    if (!hits.ok()) co_return Fail(peer, request.envelope(), hub::kNotNow);
    for (const pool::Hit& hit : *hits) {
      if (out.size() >= hub::kMaxSearchBytes) break;
      WriteHit(hit.record, hit.index, options, out);
    }
  }
  live_transactions::SearchMempoolReply reply;
  reply.tokens = Slice::View(body);
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
