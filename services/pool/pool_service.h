// PoolService: the transactions of one network that are in no block yet. It serves pool.* on the
// router, asks the chain through chain.* and follows its steps.
//
// A transaction is taken when it can be read, what it spends is there and unspent in chain and pool
// (from unconfirmed ones too) and it pays no more than it has. Scripts, signatures, lock times and
// the age of coinbases are not checked. The first of two that spend the same stays. What a block
// holds leaves; what a reorganisation took out of blocks comes back. Kept in memory only, up to
// kMaxMemory and kMaxTransactions; when full, newcomers are refused.
//
// Thread-safe once started. No call is made and no event published with the lock held. Construct
// and Start before the loops run, after the chain service; it outlives the loops.
#pragma once

#include <memory>
#include <mutex>

#include "core/router/chain.h"
#include "core/router/router.h"
#include "services/pool/candidate.h"
#include "services/pool/entries.h"
#include "services/pool/refusals.h"

namespace dragoman {

struct PoolLimits {
  std::uint64_t memory =
      300'000'000;  // bytes by the chain's estimate; a Hub's MaxMempool (wire/flowee.md 9.3)
  std::size_t transactions = 500'000;         // above what that memory holds of any real chain
  std::size_t transaction_bytes = 1'000'000;  // of one, as chains of this kind limit it
  std::size_t refusals = 10'000;              // ids remembered, 32 bytes and their place each
};

class PoolService {
 public:
  PoolService(Router& router, NetworkId network, const ChainFormat& format, const Clock& clock,
              PoolLimits limits = {})
      : router_(router),
        network_(network),
        format_(format),
        clock_(clock),
        limits_(limits),
        refusals_(limits.refusals) {}

  // kInternal where somebody else serves pool.*.
  Status Start();

  pool::Info GetInfo() const;

 private:
  using Judged = std::function<void(const std::vector<pool::Offered>&)>;
  struct Undone;

  Status Serve();
  void Offer(const pool::Offer& offer, const ReplySink<pool::Offered>& sink);
  // Asks the chain for what they spend and judges them in their order, all at one moment of the
  // chain.
  void Consider(std::shared_ptr<std::vector<pool::Candidate>> candidates, Judged judged);
  std::vector<pool::Offered> JudgeAll(const std::vector<pool::Candidate>& candidates,
                                      std::span<const std::optional<chain::OutputRecord>> outputs,
                                      std::vector<EventBody>& news);
  pool::Offered Judge(const pool::Candidate& candidate,
                      std::span<const std::optional<chain::OutputRecord>> outputs,
                      std::vector<EventBody>& news);
  // What its inputs are worth together; the verdict if they do not make a transaction for this
  // pool.
  std::optional<pool::Verdict> Weigh(const pool::Candidate& candidate,
                                     std::span<const std::optional<chain::OutputRecord>> outputs,
                                     std::uint64_t& in) const;
  void NoteRival(const pool::Candidate& candidate, pool::Entry& first,
                 std::vector<EventBody>& news);

  void Hear(const event::ChainStep& step);
  void WithBlock(const Hash256& hash, std::function<void(const Slice& raw)> act);
  void TakeOut(const Slice& block);
  void BringBack(const std::vector<Slice>& blocks);
  // Whoever spends from `gone`, which are neither in the chain nor in the pool any more.
  void DropChildren(const std::vector<OutputPoint>& gone);
  // It and whoever spends from it.
  void DropFamily(const pool::Entry* eldest, std::vector<EventBody>& news);
  void Publish(std::vector<EventBody> news, const std::string& from);
  EventBody In(const pool::Entry& entry) const;
  EventBody Out(const Hash256& id, const char* reason) const;

  Router& router_;
  const NetworkId network_;
  const ChainFormat& format_;
  const Clock& clock_;
  const PoolLimits limits_;

  mutable std::mutex mutex_;
  pool::Entries entries_;
  pool::Refusals refusals_;
  std::uint64_t steps_ = 0;  // of the chain: what was asked of it before is old
  std::shared_ptr<Undone> undone_;
  Subscription subscription_;
};

}  // namespace dragoman
