// The transactions of a block, all or those that a filter lets through (wire/flowee.md 9.2).
#include <set>

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/script.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/named_block.h"
#include "dialects/flowee/server/transaction_record.h"

namespace dragoman::flowee {
namespace {

// Of the connection: what its GetBlock requests have set, also those that failed.
struct AddressFilter {
  std::set<Hash256> script_hashes;

  bool Matches(const bitcoin::Transaction& transaction) const {
    for (const BlockOutput& output : transaction.outputs) {
      if (script_hashes.contains(Sha256(output.script))) return true;
    }
    return false;
  }
};

// Reads the request as the Hub does, token by token: takes the filter's steps and stops at the first bad value.
// Gives the reason of the failure, if any.
std::string_view TakeFilterSteps(Bytes request, AddressFilter& filter) {
  TokenReader tokens(request);
  while (tokens.Next()) {
    const Token& token = tokens.token();
    block_chain::BlockName name;
    if (block_chain::TakeBlockName(token, block_chain::BlockNames::GenericData::kIsHash, name)) {
      if (name.by == block_chain::BlockName::By::kHash && !QueryFor(name).has_value()) return hub::kBadBlockHash;
    } else if (token.tag == block_chain::kSetFilterScriptHash || token.tag == block_chain::kAddFilterScriptHash) {
      const Bytes given = token.ByteArray();
      Hash256 hash;
      if (given.size() != hash.size()) return hub::kBadFilterHash;
      std::copy(given.begin(), given.end(), hash.begin());
      if (token.tag == block_chain::kSetFilterScriptHash) filter.script_hashes.clear();
      const bool room = filter.script_hashes.size() < hub::kMaxAddresses || filter.script_hashes.contains(hash);
      if (!room) return hub::kTooManyFilterHashes;
      filter.script_hashes.insert(hash);
    }
  }
  return {};
}

// Which transactions of this block the request wants.
class Selection {
 public:
  Selection(const block_chain::BlockQuestion& question, const AddressFilter& filter, bool has_metadata)
      : filter_(filter),
        by_address_(question.by_address),
        script_types_(has_metadata ? question.script_types : 0) {}

  bool Wants(const bitcoin::Transaction& transaction) const {
    if (script_types_ == 0) return !by_address_ || filter_.Matches(transaction);
    if (!transaction.IsCoinbase() && (bitcoin::FeaturesOf(transaction.outputs) & script_types_) != 0) return true;
    return filter_.Matches(transaction);
  }

 private:
  const AddressFilter& filter_;
  const bool by_address_;
  const std::uint64_t script_types_;
};

void WriteTransaction(const bitcoin::Transaction& transaction, const TransactionOptions& options, Bytes block,
                      Writer& out) {
  if (options.offset.value_or(true)) PutNum(out, block_chain::kTxOffsetInBlock, transaction.offset);
  if (options.tx_id) PutBytes(out, block_chain::kTxId, transaction.id);
  if (options.inputs) WriteInputs(transaction, CoinbaseInput::kScriptOnly, out);
  WriteOutputs(transaction, options, out);
  if (options.WantsFull()) {
    PutBytes(out, block_chain::kGenericByteData, block.subspan(transaction.offset, transaction.size));
  }
  PutSeparator(out);
}

Result<ByteVector> Describe(const chain::StoredBlock& block, block_chain::BlockQuestion question,
                            const AddressFilter& filter) {
  const Result<bitcoin::ParsedBlock> parsed = bitcoin::ParseBlock(block.raw);
  if (!parsed.ok()) return parsed.status();
  question.options.only_outputs.clear();  // 52 has no effect here
  ByteVector body;
  Writer out(body);
  out.Reserve(block.raw.size());
  PutInt(out, block_chain::kBlockHeight, block.record.height);
  PutBytes(out, block_chain::kBlockHash, block.record.hash);
  // The Hub has metadata of every block that it has checked itself, so of all but the first.
  const Selection selection(question, filter, block.record.height > 0);
  for (const bitcoin::Transaction& transaction : parsed->transactions) {
    if (selection.Wants(transaction)) WriteTransaction(transaction, question.options, block.raw, out);
  }
  return body;
}

}  // namespace

Task<Status> AnswerBlock(Peer& peer, const Received<block_chain::GetBlock>& request) {
  AddressFilter& filter = peer.State<AddressFilter>();
  const std::string_view refused = TakeFilterSteps(request->tokens, filter);
  if (!refused.empty()) co_return Fail(peer, request.envelope(), refused);
  const block_chain::BlockQuestion question = block_chain::BlockQuestion::Of(request->tokens);
  if (!question.block.has_value()) co_return Fail(peer, request.envelope(), hub::kNoBlockNamed);

  const std::optional<chain::BlockQuery> query = QueryFor(*question.block);
  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, *query);
  if (!block.ok()) {
    const bool unknown = block.status().code() == Code::kNotFound;
    co_return Fail(peer, request.envelope(), unknown ? hub::kBlockNotFound : hub::kBlockNotHere);
  }
  const Result<ByteVector> body = Describe(*block, question, filter);
  if (!body.ok()) co_return body.status();
  block_chain::GetBlockReply reply;
  reply.tokens = Slice::View(*body);
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
