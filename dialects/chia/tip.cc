#include "dialects/chia/tip.h"

#include "dialects/chia/block_facts.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/sync_turn.h"

namespace dragoman::chia {

void NewestTransactionBlock::Take(const Result<chain::BlockRecord>& record) {
  --left_;
  if (record.ok() && record->time == 0) {
    at_ = record->previous;
    return;
  }
  left_ = 0;
  if (record.ok()) time_ = record->time;
}

bool NewestTransactionBlock::IsFresh(const Clock& clock) const {
  constexpr std::int64_t kFreshSeconds = 7 * 60;
  return time_ != 0 && clock.WallNanos() / 1'000'000'000 - time_ < kFreshSeconds;
}

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
  if (peer.Common<SyncTurn>().syncing()) co_return false;
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok() || tip->height < 0) co_return false;
  NewestTransactionBlock newest(tip->hash);
  while (newest.wants()) {
    const chain::BlockQuery query = chain::ByHash(newest.at());
    const Result<chain::BlockRecord> record = co_await peer.Call(chain::kHeader, query);
    newest.Take(record);
  }
  co_return newest.IsFresh(*peer.context().clock);
}

}  // namespace dragoman::chia
