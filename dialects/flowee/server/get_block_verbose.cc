// A block with its transactions' ids, or as its bytes (wire/flowee.md 9.2).
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/difficulty.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/named_block.h"

namespace dragoman::flowee {
namespace {

Result<block_chain::GetBlockVerboseReply> Describe(const chain::StoredBlock& block) {
  const Result<bitcoin::ParsedBlock> parsed = bitcoin::ParseBlock(block.raw);
  if (!parsed.ok()) return parsed.status();
  const chain::BlockRecord& record = block.record;
  block_chain::GetBlockVerboseReply reply;
  reply.block_hash = record.hash;
  reply.confirmations = record.confirmations;
  reply.size = record.size;
  reply.height = record.height;
  reply.version = parsed->header.version;
  reply.merkle_root = parsed->header.merkle_root;
  for (const bitcoin::Transaction& transaction : parsed->transactions) reply.tx_ids.push_back(transaction.id);
  reply.time = parsed->header.time;
  reply.median_time = static_cast<std::uint64_t>(record.median_time);
  reply.nonce = parsed->header.nonce;
  reply.bits = parsed->header.bits;
  reply.difficulty = bitcoin::DifficultyThroughText(parsed->header.bits);
  reply.chain_work = record.chain_work;
  reply.prev_block_hash = record.previous;
  reply.next_block_hash = record.next;
  return reply;
}

}  // namespace

// The later name counts, but a height that is not on the chain leaves an earlier one in place.
Task<Status> AnswerBlockVerbose(Peer& peer, const Received<block_chain::GetBlockVerbose>& request) {
  Result<chain::StoredBlock> block = Status(Code::kNotFound, "no block is named");
  block_chain::BlockNames names(request->tokens, block_chain::BlockNames::GenericData::kIsHash);
  while (names.Next()) {
    const std::optional<chain::BlockQuery> query = QueryFor(names.name());
    if (!query.has_value()) {
      block = Status(Code::kNotFound, "no block hash has this size");
      continue;
    }
    Result<chain::StoredBlock> found = co_await peer.Call(chain::kBlock, *query);
    if (found.ok() || query->hash.has_value()) block = std::move(found);
  }
  if (!block.ok()) co_return Fail(peer, request.envelope(), hub::kVerboseBlockNotFound);

  if (!request->WantsVerbose()) {
    block_chain::GetBlockVerboseReply reply;
    reply.block = block->raw;
    co_return peer.Answer(request, reply);
  }
  const Result<block_chain::GetBlockVerboseReply> reply = Describe(*block);
  if (!reply.ok()) co_return reply.status();
  co_return peer.Answer(request, *reply);
}

}  // namespace dragoman::flowee
