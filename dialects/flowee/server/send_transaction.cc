// A transaction for the mempool (wire/flowee.md 9.3). Both modes are answered in turn; they differ
// in what they say.
#include "core/router/chain.h"
#include "core/router/pool.h"
#include "dialects/flowee/bitcoin/transaction.h"
#include "dialects/flowee/header_tags.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

using live_transactions::SendTransaction;
using live_transactions::SendTransactionReply;

bool IsAsynchronous(const Envelope& request) {
  TokenReader tokens(request.head.bytes());
  while (tokens.Next()) {
    if (tokens.token().tag == tag::kASyncRequest) return tokens.token().Int() > 0;
  }
  return false;
}

std::size_t TransactionsIn(Bytes body) {
  std::size_t count = 0;
  TokenReader tokens(body);
  while (tokens.Next()) {
    const std::uint32_t tag = tokens.token().tag;
    const bool sent = tag == live_transactions::kTransaction || tag == common::kGenericByteData;
    if (sent && !tokens.token().ByteArray().empty()) ++count;
  }
  return count;
}

// As recorded, with the number of the Hub's reject code in front where it has one.
std::string_view WhyRefused(pool::Verdict verdict) {
  switch (verdict) {
    case pool::Verdict::kAccepted:
      return {};
    case pool::Verdict::kKnown:
      return "257: txn-already-known";
    case pool::Verdict::kConflict:
      return "258: txn-mempool-conflict";
    case pool::Verdict::kMissingInputs:
      return "16: missing-inputs";
    case pool::Verdict::kCoinbase:
      return "16: coinbase";
    case pool::Verdict::kSpendsTwice:
      return "16: bad-txns-inputs-duplicate";
    case pool::Verdict::kOverspends:
      return "16: bad-txns-in-belowout";
    case pool::Verdict::kTooLarge:
      return "16: bad-txns-oversize";
    case pool::Verdict::kRecentlyRefused:
      return "recently rejected";
    case pool::Verdict::kFull:
      return "66: mempool full";
  }
  return hub::kNotNow;
}

// While its first output is unspent: a Hub looks no further.
Task<bool> IsMined(Peer& peer, const bitcoin::Transaction& transaction) {
  chain::OutputsQuery query;
  query.points.push_back({transaction.id, 0});
  const Result<chain::Outputs> outputs = co_await peer.Call(chain::kOutputs, query);
  co_return outputs.ok() && outputs->size() == 1 && outputs->front().has_value() && outputs->front()->unspent;
}

Task<Result<pool::Offered>> Offer(Peer& peer, const Slice& transaction) {
  pool::Offer offer;
  offer.raw = transaction;
  offer.from = peer.link().remote;
  co_return co_await peer.Call(pool::kOffer, offer);
}

// Known is as good as taken.
Task<Status> SendSynchronously(Peer& peer, const Received<SendTransaction>& request) {
  const bool one = TransactionsIn(request.envelope().body) == 1;
  const Slice transaction = request->transaction.value_or(Slice());
  const Result<bitcoin::Transaction> parsed = bitcoin::ParseTransaction(transaction.bytes());
  if (!one || !parsed.ok()) co_return Fail(peer, request.envelope(), hub::kUndecodable);
  const bool mined = co_await IsMined(peer, *parsed);
  if (mined) co_return Fail(peer, request.envelope(), hub::kAlreadyMined);
  const Result<pool::Offered> offered = co_await Offer(peer, transaction);
  if (!offered.ok()) co_return Fail(peer, request.envelope(), hub::kNotNow);
  const bool there =
      offered->verdict == pool::Verdict::kAccepted || offered->verdict == pool::Verdict::kKnown;
  if (!there) co_return Fail(peer, request.envelope(), WhyRefused(offered->verdict));
  SendTransactionReply reply;
  reply.synchronous = offered->id;
  co_return peer.Answer(request, reply);
}

Task<Status> SendAsynchronously(Peer& peer, const Received<SendTransaction>& request) {
  const std::size_t sent = TransactionsIn(request.envelope().body);
  if (sent == 0) co_return Fail(peer, request.envelope(), hub::kNothingSent);
  if (sent > 1) co_return Fail(peer, request.envelope(), hub::kSentTwo);
  const Result<bitcoin::Transaction> parsed =
      bitcoin::ParseTransaction(request->transaction->bytes());
  if (!parsed.ok()) co_return Fail(peer, request.envelope(), hub::kUndecodable);
  const Result<pool::Offered> offered = co_await Offer(peer, *request->transaction);
  if (!offered.ok()) co_return Fail(peer, request.envelope(), hub::kNotNow);
  const std::string_view refused = WhyRefused(offered->verdict);
  if (!refused.empty()) co_return Fail(peer, request.envelope(), refused);
  SendTransactionReply reply;
  reply.asynchronous = offered->id;
  co_return peer.Answer(request, reply);
}

}  // namespace

Task<Status> AnswerSendTransaction(Peer& peer, const Received<SendTransaction>& request) {
  const bool in_background = IsAsynchronous(request.envelope());
  return in_background ? SendAsynchronously(peer, request) : SendSynchronously(peer, request);
}

}  // namespace dragoman::flowee
