// What the steps of the chain do to the pool.
#include <utility>

#include "services/pool/pool_service.h"

namespace dragoman {

// The blocks that one reorganisation took away, until all their bytes are here.
struct PoolService::Undone {
  std::vector<Hash256> hashes;  // highest first
  std::map<Hash256, Slice> blocks;
};

void PoolService::Hear(const event::ChainStep& step) {
  bool idle = false;
  std::shared_ptr<Undone> undone;
  {
    const std::lock_guard lock(mutex_);
    ++steps_;
    refusals_.Clear();
    idle = entries_.size() == 0;
    if (step.step == "UNDO") {
      if (undone_ == nullptr) undone_ = std::make_shared<Undone>();
      undone_->hashes.push_back(step.hash);
      if (step.undos_left == 0) undone = std::exchange(undone_, nullptr);
    }
  }
  if (step.step == "NEW" && !idle) {
    return WithBlock(step.hash, [this](const Slice& raw) { TakeOut(raw); });
  }
  if (undone == nullptr) return;
  for (const Hash256& hash : undone->hashes) {
    WithBlock(hash, [this, undone, hash](const Slice& raw) {
      std::vector<Slice> oldest_first;
      {
        const std::lock_guard lock(mutex_);
        undone->blocks[hash] = raw;
        if (undone->blocks.size() < undone->hashes.size()) return;
        for (auto at = undone->hashes.rbegin(); at != undone->hashes.rend(); ++at) {
          oldest_first.push_back(undone->blocks[*at]);
        }
      }
      BringBack(oldest_first);
    });
  }
}

// An empty Slice where the store cannot give it: its transactions are then left alone.
void PoolService::WithBlock(const Hash256& hash, std::function<void(const Slice& raw)> act) {
  const chain::BlockQuery query = chain::ByHash(hash);
  router_.Call<chain::BlockQuery, chain::StoredBlock>(
      network_, chain::kBlock, query,
      [act = std::move(act)](const Result<chain::StoredBlock>& block) {
        act(block.ok() ? block->raw : Slice());
      });
}

void PoolService::TakeOut(const Slice& block) {
  const Result<std::vector<BlockTransaction>> mined = format_.ReadTransactions(block);
  if (!mined.ok()) return;
  std::vector<EventBody> news;
  {
    const std::lock_guard lock(mutex_);
    for (const BlockTransaction& transaction : *mined) entries_.Remove(transaction.id);
    for (const BlockTransaction& transaction : *mined) {
      for (const OutputPoint& point : transaction.spends) DropFamily(entries_.Spender(point), news);
    }
  }
  Publish(std::move(news), {});
}

void PoolService::BringBack(const std::vector<Slice>& blocks) {
  auto candidates = std::make_shared<std::vector<pool::Candidate>>();
  for (const Slice& block : blocks) {
    const Result<std::vector<BlockTransaction>> were_mined = format_.ReadTransactions(block);
    if (!were_mined.ok()) continue;
    for (const BlockTransaction& transaction : *were_mined) {
      if (transaction.coinbase) continue;
      Result<pool::Candidate> candidate =
          pool::ReadCandidate(format_, block.Sub(transaction.offset, transaction.size));
      if (candidate.ok()) candidates->push_back(std::move(*candidate));
    }
  }
  Consider(candidates, [this, candidates](const std::vector<pool::Offered>& offered) {
    std::vector<OutputPoint> refused;
    for (std::size_t i = 0; i < offered.size(); ++i) {
      if (offered[i].verdict == pool::Verdict::kAccepted ||
          offered[i].verdict == pool::Verdict::kKnown)
        continue;
      for (std::uint32_t k = 0; k < (*candidates)[i].read.outputs.size(); ++k) {
        refused.push_back(OutputPoint{offered[i].id, k});
      }
    }
    DropChildren(refused);
  });
}

void PoolService::DropChildren(const std::vector<OutputPoint>& gone) {
  if (gone.empty()) return;
  chain::OutputsQuery query;
  query.points = gone;
  router_.Call<chain::OutputsQuery, chain::Outputs>(
      network_, chain::kOutputs, query, [this, gone](const Result<chain::Outputs>& outputs) {
        if (!outputs.ok()) return;
        std::vector<EventBody> news;
        {
          const std::lock_guard lock(mutex_);
          for (std::size_t i = 0; i < gone.size(); ++i) {
            // In the new branch, too.
            if ((*outputs)[i].has_value()) continue;
            DropFamily(entries_.Spender(gone[i]), news);
          }
        }
        Publish(std::move(news), {});
      });
}

void PoolService::DropFamily(const pool::Entry* eldest, std::vector<EventBody>& news) {
  if (eldest == nullptr) return;
  for (const Hash256& id : entries_.Family(eldest->id)) {
    entries_.Remove(id);
    news.push_back(Out(id, "conflict"));
  }
}

}  // namespace dragoman
