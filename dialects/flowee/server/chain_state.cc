// The state of the chain and single headers (wire/flowee.md 9.2).
#include "dialects/flowee/bitcoin/difficulty.h"
#include "dialects/flowee/bitcoin/header.h"
#include "dialects/flowee/bitcoin/networks.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/named_block.h"

namespace dragoman::flowee {

Task<Status> AnswerBlockChainInfo(Peer& peer, const Received<block_chain::GetBlockChainInfo>& request) {
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok()) co_return Fail(peer, request.envelope(), hub::kBlockNotFound);
  const chain::BlockQuery query = chain::ByHash(tip->hash);
  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
  if (!block.ok()) co_return Fail(peer, request.envelope(), hub::kBlockNotHere);
  const Result<bitcoin::Header> header = bitcoin::ParseHeader(block->raw);
  if (!header.ok()) co_return header.status();

  block_chain::GetBlockChainInfoReply reply;
  reply.chain = bitcoin::FindNetwork(peer.context().network_name)->hub_name;
  reply.blocks = static_cast<std::uint64_t>(tip->height);
  reply.headers = tip->height;
  reply.best_block_hash = tip->hash;
  reply.difficulty = bitcoin::DifficultyThroughText(header->bits);
  reply.median_time = static_cast<std::uint64_t>(block->record.median_time);
  reply.verification_progress = 1;  // we hold no block that we have not checked
  reply.chain_work = block->record.chain_work;
  co_return peer.Answer(request, reply);
}

Task<Status> AnswerBestBlockHash(Peer& peer, const Received<block_chain::GetBestBlockHash>& request) {
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok()) co_return Fail(peer, request.envelope(), hub::kBlockNotFound);
  block_chain::GetBestBlockHashReply reply;
  reply.block_hash = tip->hash;
  co_return peer.Answer(request, reply);
}

Task<Status> AnswerBlockCount(Peer& peer, const Received<block_chain::GetBlockCount>& request) {
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok()) co_return Fail(peer, request.envelope(), hub::kBlockNotFound);
  block_chain::GetBlockCountReply reply;
  reply.height = tip->height;
  co_return peer.Answer(request, reply);
}

// The candidates are tried in order; nothing found is no error, but leaves its Separators.
Task<Status> AnswerBlockHeader(Peer& peer, const Received<block_chain::GetBlockHeader>& request) {
  block_chain::GetBlockHeaderReply reply;
  block_chain::BlockNames names(request->tokens, block_chain::BlockNames::GenericData::kIgnored);
  for (bool first = true; names.Next(); first = false) {
    if (!first) ++reply.separators;
    const std::optional<chain::BlockQuery> query = QueryFor(names.name());
    if (!query.has_value()) continue;
    const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, *query);
    if (block.status().code() == Code::kNotFound) continue;
    // No answer would say that there is no such block.
    if (!block.ok()) co_return Fail(peer, request.envelope(), hub::kBlockNotHere);
    const Result<bitcoin::Header> header = bitcoin::ParseHeader(block->raw);
    if (!header.ok()) co_return header.status();
    const chain::BlockRecord& record = block->record;
    reply.block_hash = record.hash;
    reply.confirmations = record.confirmations;
    reply.height = record.height;
    reply.version = header->version;
    reply.merkle_root = header->merkle_root;
    reply.time = header->time;
    reply.median_time = static_cast<std::uint64_t>(record.median_time);
    reply.nonce = header->nonce;
    reply.bits = header->bits;
    reply.difficulty = bitcoin::Difficulty(header->bits);
    if (record.height > 0) reply.prev_block_hash = record.previous;
    reply.next_block_hash = record.next;
    break;
  }
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
