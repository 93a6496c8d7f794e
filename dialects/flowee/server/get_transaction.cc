// A transaction by its block and its place there (wire/flowee.md 9.2).
#include <algorithm>

#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/named_block.h"
#include "dialects/flowee/server/transaction_record.h"

namespace dragoman::flowee {
namespace {

// What the Hub refuses before it looks at the chain; empty if nothing is wrong.
std::string_view WhyRefused(Bytes request, const block_chain::TransactionQuestion& question) {
  TokenReader tokens(request);
  while (tokens.Next()) {
    const Token& token = tokens.token();
    if (token.tag == block_chain::kFilterOutputIndex && (!token.is_number() || token.negative)) {
      return hub::kBadOutputIndex;
    }
  }
  if (!question.block.has_value() || !question.offset_in_block.has_value()) return hub::kIncomplete;
  return {};
}

std::string_view WhyNot(std::int64_t offset, std::size_t block_size) {
  if (offset < hub::kFirstTransactionAt) return hub::kOffsetOutOfRange;
  if (offset + hub::kShortestTransaction > static_cast<std::int64_t>(block_size)) return hub::kOffsetBehindBlock;
  return {};
}

ByteVector Describe(const bitcoin::Transaction& transaction, const TransactionOptions& options,
                    std::optional<std::uint64_t> fee, Bytes block) {
  ByteVector body;
  Writer out(body);
  if (options.tx_id) PutBytes(out, block_chain::kTxId, transaction.id);
  if (options.offset.value_or(false)) PutNum(out, block_chain::kTxOffsetInBlock, transaction.offset);
  if (options.fee && fee.has_value()) PutNum(out, block_chain::kTxFees, *fee);
  if (options.inputs) WriteInputs(transaction, CoinbaseInput::kWhole, out);
  WriteOutputs(transaction, options, out);
  if (options.WantsFull()) {
    PutBytes(out, block_chain::kGenericByteData, block.subspan(transaction.offset, transaction.size));
  }
  return body;
}

}  // namespace

Task<Status> AnswerTransaction(Peer& peer, const Received<block_chain::GetTransaction>& request) {
  const Envelope& envelope = request.envelope();
  const auto question = block_chain::TransactionQuestion::Of(request->tokens);
  const std::string_view refused = WhyRefused(request->tokens, question);
  if (!refused.empty()) co_return Fail(peer, envelope, refused);
  const std::optional<chain::BlockQuery> query = QueryFor(*question.block);
  if (!query.has_value()) co_return Fail(peer, envelope, hub::kUnknownHash);

  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, *query);
  if (!block.ok()) co_return Fail(peer, envelope, query->hash.has_value() ? hub::kUnknownHash : hub::kUnknownHeight);
  const std::string_view misplaced = WhyNot(*question.offset_in_block, block->raw.size());
  if (!misplaced.empty()) co_return Fail(peer, envelope, misplaced);
  const Result<bitcoin::ParsedBlock> parsed = bitcoin::ParseBlock(block->raw);
  if (!parsed.ok()) co_return parsed.status();
  const auto offset = static_cast<std::size_t>(*question.offset_in_block);
  const auto found = std::find_if(parsed->transactions.begin(), parsed->transactions.end(),
                                  [offset](const bitcoin::Transaction& t) { return t.offset == offset; });
  if (found == parsed->transactions.end()) co_return Fail(peer, envelope, hub::kInvalidOffset);

  std::optional<std::uint64_t> fee;
  if (question.options.fee) {
    const chain::BlockQuery same = chain::ByHash(block->record.hash);
    const Result<chain::Fees> fees = co_await peer.Call(chain::kFees, same);
    const auto index = static_cast<std::size_t>(found - parsed->transactions.begin());
    if (fees.ok() && index < fees->size()) fee = (*fees)[index];
  }
  const ByteVector body = Describe(*found, question.options, fee, block->raw);
  block_chain::GetTransactionReply reply;
  reply.tokens = Slice::View(body);
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
