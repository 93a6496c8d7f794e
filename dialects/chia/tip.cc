#include "dialects/chia/tip.h"

#include "core/router/chain.h"
#include "dialects/chia/block_facts.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/sync_turn.h"

namespace dragoman::chia {

Task<std::optional<Tip>> TipOf(Peer& peer) {
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok() || tip->height < 0) co_return std::nullopt;
  const chain::BlockQuery query = chain::ByHash(tip->hash);
  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
  if (!block.ok()) co_return std::nullopt;
  const Result<BlockFacts> facts = FactsOf(block->raw);
  if (!facts.ok()) co_return std::nullopt;
  Tip known;
  known.hash = tip->hash;
  known.height = facts->height;
  known.weight = facts->weight;
  known.unfinished_hash = facts->unfinished_hash;
  co_return known;
}

Task<Result<Slice>> BlockAt(Peer& peer, std::uint32_t height) {
  const chain::BlockQuery query = chain::ByHeight(height);
  Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
  if (!block.ok()) co_return block.status();
  co_return std::move(block->raw);
}

Task<bool> Synced(Peer& peer) {
  if (NetworkNamed(peer.context().network_name).simulator) co_return true;
  if (peer.Common<SyncTurn>().taken()) co_return false;
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok() || tip->height < 0) co_return false;
  // A transaction block is never further away than a few blocks.
  const std::int64_t now = peer.context().clock->WallNanos() / 1'000'000'000;
  const chain::BlockQuery query = chain::ByHash(tip->hash);
  const Result<chain::BlockRecord> record = co_await peer.Call(chain::kHeader, query);
  co_return record.ok() && now - record->time < kFreshSeconds;
}

}  // namespace dragoman::chia
