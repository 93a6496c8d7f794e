// ChainService: the chain of one network. It serves chain.* on the router and fills itself from
// peers (chain.accept) and from files (BlockImport), reading blocks through the dialect's
// ChainFormat.
//
// A block is checked on its own (well-formed, work, what its header commits to) and must descend
// from the network's first; it is not judged in context. It is indexed only after the shelf has
// taken it, so after any crash the index that is rebuilt is that of a moment that was.
//
// Thread-safe once started. Events are published with no lock held, in the order in which the chain
// changed. Construct and Start before the loops run; it outlives the loops and whatever it has
// submitted to the executor, and is outlived by everything it is given.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "core/base/executor.h"
#include "core/router/chain.h"
#include "core/router/router.h"
#include "services/chain/block_shelf.h"
#include "services/chain/chain_index.h"
#include "services/chain/event_outbox.h"
#include "services/chain/recent_blocks.h"
#include "services/chain/sync_meter.h"

namespace dragoman {

// What a chain is made of.
struct ChainParts {
  Router& router;
  NetworkId network;
  const ChainFormat& format;
  std::string name;  // of the network, as the format knows it: "regtest"
  BlockShelf& shelf;
  Executor& executor;  // reads from the shelf run there
  const Clock& clock;
};

class ChainService {
 public:
  // Raw blocks kept in memory: enough for what several peers that sync from us ask for at a time.
  static constexpr std::size_t kRecentBytes = 64 * MiB;

  explicit ChainService(ChainParts parts)
      : parts_(std::move(parts)), outbox_(parts_.router), recent_(kRecentBytes) {}
  ChainService(Router& router, NetworkId network, const ChainFormat& format, std::string name,
               BlockShelf& shelf, Executor& executor, const Clock& clock)
      : ChainService(ChainParts{router, network, format, std::move(name), shelf, executor, clock}) {
  }

  // Rebuilds the index from the shelf, puts the network's first block there if it is not, and
  // serves. Stored blocks that cannot be read or have no parent are left out and told as a Fault.
  // Errors: kStorage; kInternal where somebody else serves chain.*.
  Status Start();

  // What chain.accept does, on the calling thread. Errors: those of the format for a bad block;
  // kNotFound without its parent; kOverload, kStorage from the shelf, and then nothing has changed.
  Result<chain::Accepted> Accept(const Slice& raw, const std::string& from);

  // Where a block would stand, by its header alone.
  enum class Standing : std::uint8_t { kKnown, kFits, kNoParent };
  Standing StandingOf(const BlockHeader& header) const;

  chain::Tip tip() const;

  // Publishes the progress of a sync, and a stall; called about once a second.
  void Tick(Instant now);
  // The store could not commit what it had taken, or not read it: publishes a Fault, once until it
  // takes a block again.
  void StorageFault(const Status& why);

  const ChainParts& parts() const { return parts_; }

 private:
  Status Load();
  Status Serve();
  void AnswerArrival(const chain::Arrival& arrival, const ReplySink<chain::Accepted>& sink);
  void AnswerBlock(const chain::BlockQuery& query, const ReplySink<chain::StoredBlock>& sink);
  Result<Slice> ReadShelf(const Hash256& hash);

  Result<chain::Accepted> Keep(const Slice& raw, chain::CheckedBlock&& block,
                               const std::string& from);
  Result<chain::Accepted> Refuse(const Status& why, const std::string& from);
  void NoteArrival(const chain::Accepted& accepted, std::size_t bytes, const std::string& from);
  void NoteChanges(const std::vector<chain::ChainChange>& changes);
  chain::Nothing NoteTarget(const chain::Target& target);
  void NoteProgress(std::optional<chain::SyncReport> report);
  void NoteFault(const Status& why);
  void Note(EventBody body, std::string peer = {});

  const ChainParts parts_;
  bool has_genesis_ = false;
  chain::ChainIndex index_;
  chain::EventOutbox outbox_;
  chain::RecentBlocks recent_;
  chain::SyncMeter meter_;
  std::mutex accepting_;  // shelf, index and outbox see blocks in one order
  std::atomic<bool> shelf_failed_ = false;
  Subscription disconnects_;
};

}  // namespace dragoman
