// A block for the chain (wire/flowee.md 9.6). A block without its parent is refused in words, where
// a Hub falls silent.
#include "core/router/chain.h"
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/work.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

// What is wrong with it, taken alone; empty if nothing.
std::string_view WhyUnfit(Bytes raw, const bitcoin::Network& network) {
  const Result<bitcoin::Header> header = bitcoin::ParseHeader(raw);
  if (!header.ok()) return hub::kShortHeader;
  if (!bitcoin::CheckWork(*header, network).ok()) return hub::kHighHash;
  const Result<bitcoin::ParsedBlock> block = bitcoin::ParseBlock(raw);
  if (!block.ok())
    return block.status().code() == Code::kTruncated ? hub::kShortBlock : hub::kNotABlock;
  if (!bitcoin::CheckMerkleRoot(*block).ok()) return hub::kBadMerkleRoot;
  return {};
}

// What is wrong with its place in the chain; empty if nothing.
Task<std::string_view> WhyMisplaced(Peer& peer, const bitcoin::Header& header) {
  const chain::BlockQuery query = chain::ByHash(header.previous);
  const Result<chain::BlockRecord> parent = co_await peer.Call(chain::kHeader, query);
  if (!parent.ok()) co_return hub::kNoParent;
  if (header.time <= parent->median_time) co_return hub::kTimeTooOld;
  co_return std::string_view();
}

Task<bool> IsKnown(Peer& peer, const Hash256& hash) {
  const chain::BlockQuery query = chain::ByHash(hash);
  const Result<chain::BlockRecord> known = co_await peer.Call(chain::kHeader, query);
  co_return known.ok();
}

}  // namespace

Task<Status> AnswerSubmitBlock(Peer& peer, const Received<mining::SubmitBlock>& request) {
  const Envelope& envelope = request.envelope();
  if (!request->block.has_value()) co_return Fail(peer, envelope, hub::kNoBlockData);
  const Slice raw = *request->block;
  const Result<bitcoin::Header> header = bitcoin::ParseHeader(raw);
  if (!header.ok()) co_return Fail(peer, envelope, hub::kShortHeader);
  if (raw.size() == bitcoin::kHeaderBytes) co_return Fail(peer, envelope, hub::kShortBlock);
  const bool known = co_await IsKnown(peer, header->hash);
  if (known) co_return Fail(peer, envelope, hub::kDuplicate);
  const std::string_view unfit = WhyUnfit(raw, *bitcoin::FindNetwork(peer.context().network_name));
  if (!unfit.empty()) co_return Fail(peer, envelope, unfit);
  const std::string_view misplaced = co_await WhyMisplaced(peer, *header);
  if (!misplaced.empty()) co_return Fail(peer, envelope, misplaced);

  chain::Arrival arrival;
  arrival.raw = raw;
  arrival.from = peer.link().remote;
  const Result<chain::Accepted> accepted = co_await peer.Call(chain::kAccept, arrival);
  if (!accepted.ok()) co_return Fail(peer, envelope, accepted.status().Text());
  if (accepted->outcome == chain::Outcome::kKnown) co_return Fail(peer, envelope, hub::kDuplicate);
  mining::SubmitBlockReply reply;
  if (accepted->outcome != chain::Outcome::kSide) reply.block_hash = accepted->hash;
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
