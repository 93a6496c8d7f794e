// New blocks on regtest, of what the mempool holds (wire/flowee.md 9.5).
#include "core/router/chain.h"
#include "core/router/pool.h"
#include "dialects/flowee/bitcoin/networks.h"
#include "dialects/flowee/bitcoin/new_block.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

// The tip's child, not mined yet.
Task<Result<bitcoin::NewBlock>> NextBlock(Peer& peer) {
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok()) co_return tip.status();
  const chain::BlockQuery query = chain::ByHash(tip->hash);
  const Result<chain::BlockRecord> parent = co_await peer.Call(chain::kHeader, query);
  if (!parent.ok()) co_return parent.status();
  const std::int64_t now = peer.context().clock->WallNanos() / kNanosPerSecond;
  bitcoin::NewBlock block;
  block.previous = parent->hash;
  block.height = parent->height + 1;
  block.time = static_cast<std::uint32_t>(std::max(now, parent->median_time + 1));
  block.bits = bitcoin::FindNetwork(peer.context().network_name)->genesis_bits;
  block.reward = bitcoin::RegtestSubsidy(block.height);
  co_return block;
}

Task<Result<chain::Accepted>> Generate(Peer& peer, Bytes pay_to) {
  Result<bitcoin::NewBlock> block = co_await NextBlock(peer);
  if (!block.ok()) co_return block.status();
  std::copy(pay_to.begin(), pay_to.end(), block->pay_to.begin());
  pool::ListQuery query;
  query.bytes = hub::kGeneratedBytes;
  const Result<pool::Records> pooled = co_await peer.Call(pool::kList, query);
  std::vector<Bytes> transactions;
  if (pooled.ok()) {
    for (const pool::Record& record : *pooled) {
      transactions.push_back(record.raw);
      block->reward += record.fee;
    }
  }
  const Result<ByteVector> mined = bitcoin::Mine(*block, transactions);
  if (!mined.ok()) co_return mined.status();
  chain::Arrival arrival;
  arrival.raw = Slice::Copy(*mined);
  arrival.from = peer.link().remote;
  co_return co_await peer.Call(chain::kAccept, arrival);
}

}  // namespace

Task<Status> AnswerGenerateBlock(Peer& peer, const Received<reg_test::GenerateBlock>& request) {
  const std::int64_t count = request->count.value_or(1);
  const Slice pay_to = request->public_key_hash.value_or(Slice());
  if (count <= 0 || count > hub::kMaxGenerated)
    co_return Fail(peer, request.envelope(), hub::kBadCount);
  if (pay_to.size() != std::tuple_size_v<ByteArray<20>>)
    co_return Fail(peer, request.envelope(), hub::kBadReceiver);
  if (peer.context().network_name != "regtest")
    co_return Fail(peer, request.envelope(), hub::kNotRegtest);
  reg_test::GenerateBlockReply reply;
  for (std::int64_t i = 0; i < count; ++i) {
    const Result<chain::Accepted> accepted = co_await Generate(peer, pay_to);
    if (!accepted.ok()) co_return Fail(peer, request.envelope(), accepted.status().Text());
    reply.block_hashes.push_back(accepted->hash);
  }
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
