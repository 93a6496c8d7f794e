#include "dialects/flowee/client/block_fetch.h"

#include <algorithm>

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/compact_size.h"
#include "dialects/flowee/bitcoin/header.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/get_block.h"

namespace dragoman::flowee {
namespace {

constexpr std::chrono::seconds kBlockTimeout{60};

template <class Request>
Envelope AskByHeight(std::int64_t height) {
  ByteVector body;
  Writer out(body);
  PutInt(out, block_chain::kBlockHeight, height);
  Envelope question;
  question.native = Request::kType;
  question.body = Slice::Copy(body);
  return question;
}

// An empty reply is how a Hub says that it has no such block: its chain may have become shorter since it was asked for
// its height.
Result<bitcoin::Header> HeaderOf(const block_chain::GetBlockHeaderReply& reply) {
  if (!reply.block_hash) return Status(Code::kNotFound, "the Hub has no block at this height any more");
  if (!reply.version || !reply.merkle_root || !reply.time || !reply.nonce || !reply.bits) {
    return Status(Code::kBadValue, "the reply to GetBlockHeader is not a whole header");
  }
  bitcoin::Header header;
  header.hash = *reply.block_hash;
  header.version = static_cast<std::int32_t>(*reply.version);
  header.previous = reply.prev_block_hash.value_or(Hash256());
  header.merkle_root = *reply.merkle_root;
  header.time = static_cast<std::uint32_t>(*reply.time);
  header.bits = static_cast<std::uint32_t>(*reply.bits);
  header.nonce = static_cast<std::uint32_t>(*reply.nonce);
  return header;
}

// The header, the count, the transactions in the order of the reply.
Result<Slice> Assemble(const bitcoin::Header& header, const Slice& reply) {
  std::uint64_t count = 0;
  ByteVector transactions;
  transactions.reserve(reply.size());
  block_chain::BlockTransactions walk(reply);
  // Two questions by height: in between the Hub may have gone over to another branch, which is no fault of its.
  if (walk.block_hash().size() == header.hash.size() && !std::ranges::equal(walk.block_hash(), header.hash)) {
    return Status(Code::kNotFound, "header and transactions are of two blocks: the Hub's chain has turned in between");
  }
  while (walk.Next()) {
    if (walk.full().empty()) return Status(Code::kBadValue, "transaction {} came without its bytes", count);
    transactions.insert(transactions.end(), walk.full().begin(), walk.full().end());
    ++count;
  }
  if (!walk.status().ok()) return walk.status();
  ByteVector block;
  Writer out(block);
  bitcoin::WriteHeader(out, header);
  if (DoubleSha256(block) != header.hash) return Status(Code::kBadValue, "a header does not have the hash it came with");
  bitcoin::WriteCompactSize(out, count);
  out.Raw(transactions);
  return Slice::Copy(block);
}

Status Refused(const Peer& peer, const Envelope& reply) {
  const Plan& plan = *peer.context().plan;
  if (plan.refusal == reply.native) return plan.why_refused(reply);
  return Status(Code::kUnexpected, "the reply is of another type than the question");
}

}  // namespace

BlockFetch::BlockFetch(Peer& peer, std::int64_t height)
    : peer_(peer),
      height_(height),
      header_(peer.AskEnvelope(AskByHeight<block_chain::GetBlockHeader>(height), kBlockTimeout)),
      block_(peer.AskEnvelope(AskByHeight<block_chain::GetBlock>(height), kBlockTimeout)) {}

Task<Result<Slice>> BlockFetch::Take() {
  const Result<Envelope> header_reply = co_await header_;
  if (!header_reply.ok()) co_return header_reply.status();
  const Result<Envelope> block_reply = co_await block_;
  if (!block_reply.ok()) co_return block_reply.status();
  if (header_reply->native != block_chain::GetBlockHeaderReply::kType) co_return Refused(peer_, *header_reply);
  if (block_reply->native != block_chain::GetBlockReply::kType) co_return Refused(peer_, *block_reply);

  const auto read = block_chain::GetBlockHeaderReply::Read(header_reply->body);
  if (!read.ok()) co_return read.status();
  const Result<bitcoin::Header> header = HeaderOf(*read);
  if (!header.ok()) co_return header.status();
  co_return Assemble(*header, block_reply->body);
}

}  // namespace dragoman::flowee
