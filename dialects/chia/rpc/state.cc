#include "dialects/chia/rpc/state.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/peer/node.h"
#include "dialects/chia/block_hashes.h"
#include "dialects/chia/mempool.h"
#include "dialects/chia/roster.h"
#include "dialects/chia/rpc/block_record.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/sync_turn.h"
#include "dialects/chia/tip.h"

namespace dragoman::chia::rpc {
namespace {

constexpr std::uint64_t kMostBlockCost = 11'000'000'000;
constexpr std::uint32_t kBlocksOfADay = 4608;

std::uint64_t TimeOf(const FullBlock& block) {
  return block.foliage_transaction_block.has_value() ? block.foliage_transaction_block->timestamp : 0;
}

// In seconds, between transaction blocks of about a day.
std::optional<std::uint64_t> AverageBlockTime(const ChainView& chain, const FullBlock& peak) {
  if (peak.reward_chain_block.height <= 1) return std::nullopt;
  const Result<FullBlock> newer = chain.TransactionBlockUpTo(peak);
  if (!newer.ok() || newer->reward_chain_block.height < 1) return std::nullopt;
  const std::uint32_t height = newer->reward_chain_block.height;
  const Result<FullBlock> before = chain.At(height > kBlocksOfADay ? height - kBlocksOfADay : 1);
  if (!before.ok()) return std::nullopt;
  const Result<FullBlock> older = chain.TransactionBlockUpTo(*before);
  if (!older.ok() || older->reward_chain_block.height >= height || TimeOf(*older) > TimeOf(*newer)) return std::nullopt;
  return (TimeOf(*newer) - TimeOf(*older)) / (height - older->reward_chain_block.height);
}

std::optional<Uint128> DifficultyOf(const ChainView& chain, const FullBlock& peak) {
  if (peak.reward_chain_block.height == 0) return std::nullopt;
  const Result<FullBlock> parent = chain.Find(peak.foliage.prev_block_hash);
  if (!parent.ok()) return std::nullopt;
  return peak.reward_chain_block.weight - parent->reward_chain_block.weight;
}

bool IsFresh(const ChainView& chain, const FullBlock& peak) {
  NewestTransactionBlock newest(HeaderHash(peak));
  while (newest.wants()) newest.Take(chain.Record(newest.at()));
  return newest.IsFresh(*chain.context().clock);
}

JsonText SyncOf(const RpcGround& ground, const ChainView& chain, const std::optional<FullBlock>& peak) {
  const bool simulator = NetworkNamed(chain.context().network_name).simulator;
  const bool syncing = ground.node->commons().Get<SyncTurn>().syncing();
  const std::vector<Roster::Member> others = ground.node->commons().Get<Roster>().Members(NodeType::kFullNode);
  std::uint32_t tip = 0;
  std::uint32_t progress = 0;
  if (syncing) {
    progress = peak.has_value() ? peak->reward_chain_block.height : 0;
    tip = progress;
    for (const Roster::Member& other : others) {
      if (other.peak.has_value()) tip = std::max(tip, other.peak->height);
    }
  }
  const bool synced = simulator || (!syncing && !others.empty() && peak.has_value() && IsFresh(chain, *peak));
  JsonText sync;
  sync.Set("sync_mode", syncing)
      .Set("synced", synced)
      .Set("sync_tip_height", tip)
      .Set("sync_progress_height", progress);
  return sync;
}

void SetMempool(JsonText& state, const RpcGround& ground) {
  std::uint64_t cost = 0;
  std::uint64_t fees = 0;
  const std::vector<Mempool::Item> items =
      ground.node->commons().Get<Mempool>().All(ground.node->context().clock->Now());
  for (const Mempool::Item& item : items) {
    cost += item.heard.cost;
    fees += item.heard.fees;
  }
  JsonText least;
  least.Set("cost_5000000", 0);
  state.Set("mempool_size", items.size())
      .Set("mempool_cost", cost)
      .Set("mempool_fees", fees)
      .Set("mempool_min_fees", least)
      .Set("mempool_max_total_cost", nullptr);  // ours is bounded by bytes
}

}  // namespace

Outcome GetNetworkInfo(const RpcGround& ground, const Json&) {
  const std::string& name = ground.node->context().network_name;
  JsonText answer;
  answer.Set("network_name", name)
      .Set("network_prefix", name == "mainnet" ? "xch" : "txch")
      .Set("genesis_challenge", ToHex(NetworkNamed(name).genesis_challenge));
  return answer;
}

Outcome GetBlockchainState(const RpcGround& ground, const Json&) {
  const Context& context = ground.node->context();
  const ChainView chain(context);
  const std::optional<FullBlock> peak = chain.Tip();
  std::optional<JsonText> record;
  std::optional<Uint128> difficulty;
  std::optional<std::uint64_t> block_time;
  if (peak.has_value()) {
    record = BlockRecordOf(chain, *peak);
    difficulty = DifficultyOf(chain, *peak);
    block_time = AverageBlockTime(chain, *peak);
  }
  JsonText state;
  state.Set("peak", record)
      .Set("genesis_challenge_initialized", true)
      .Set("sync", SyncOf(ground, chain, peak))
      .Set("difficulty", difficulty)
      .Set("average_block_time", block_time)
      .Set("sub_slot_iters", nullptr)
      .Set("space", nullptr)
      .Set("block_max_cost", kMostBlockCost)
      .Set("node_id", ToHex(Sha256(AsBytes(context.certificate))));
  SetMempool(state, ground);
  JsonText answer;
  answer.Set("blockchain_state", state);
  return answer;
}

Outcome GetAllMempoolTxIds(const RpcGround& ground, const Json&) {
  std::vector<Hash256> ids;
  for (const Mempool::Item& item : ground.node->commons().Get<Mempool>().All(ground.node->context().clock->Now())) {
    ids.push_back(item.id);
  }
  JsonText answer;
  answer.Set("tx_ids", ids);
  return answer;
}

Outcome GetVersion(const RpcGround&, const Json&) {
  JsonText answer;
  answer.Set("version", SoftwareVersion());
  return answer;
}

}  // namespace dragoman::chia::rpc
