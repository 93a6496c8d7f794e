#include "services/chain/chain_service.h"

#include <utility>

#include "services/chain/first_block.h"
#include "services/chain/shelf_loader.h"

namespace dragoman {
namespace {

// What is kept for long shall not pin a much larger read block.
Slice ForKeeping(const Slice& raw) {
  const bool roomy = raw.pinned() > raw.size() + raw.size() / 8;
  return roomy ? Slice::Copy(raw) : raw.Owned();
}

}  // namespace

Status ChainService::Start() {
  DRAGOMAN_TRY(Load());
  DRAGOMAN_TRY(Serve());
  disconnects_ = parts_.router.Subscribe([this](const Event& event) {
    const bool ours = event.network == parts_.network;
    if (ours && std::holds_alternative<event::PeerDisconnected>(event.body))
      meter_.Left(event.peer);
  });
  return Ok();
}

Status ChainService::Load() {
  const Slice genesis = parts_.format.Genesis(parts_.name).Owned();
  has_genesis_ = !genesis.empty();
  Hash256 first{};
  if (has_genesis_) {
    Result<chain::CheckedBlock> block = chain::ReadStoredBlock(parts_.format, genesis);
    if (!block.ok()) return block.status();
    first = block->header.hash;
    index_.Add(std::move(*block));
    recent_.Put(first, genesis);
  }
  const Result<chain::LoadedShelf> loaded = chain::LoadShelf(parts_.format, parts_.shelf, index_);
  if (!loaded.ok()) return loaded.status();
  if (has_genesis_ && !loaded->has_first) DRAGOMAN_TRY(parts_.shelf.Put(first, genesis));

  if (loaded->unreadable + loaded->parentless > 0) {
    std::string text = std::to_string(loaded->unreadable) + " stored blocks cannot be read, " +
                       std::to_string(loaded->parentless) +
                       " have no parent; peers will be asked for them again";
    if (loaded->unreadable > 0) text += " (" + loaded->first_reason + ")";
    Note(event::Fault{"chain", std::move(text)});
    outbox_.Deliver();
  }
  return Ok();
}

chain::Tip ChainService::tip() const { return index_.GetTip(); }

ChainService::Standing ChainService::StandingOf(const BlockHeader& header) const {
  if (index_.Has(header.hash)) return Standing::kKnown;
  if (index_.Has(header.previous)) return Standing::kFits;
  if (has_genesis_) return Standing::kNoParent;
  return chain::MayBegin(parts_.format, index_, header) ? Standing::kFits : Standing::kNoParent;
}

Result<chain::Accepted> ChainService::Accept(const Slice& raw, const std::string& from) {
  const Result<BlockHeader> header = parts_.format.ReadHeader(raw);
  if (!header.ok()) return Refuse(header.status(), from);
  const Standing standing = StandingOf(*header);
  if (standing == Standing::kKnown) {
    const chain::Accepted known = *index_.Known(header->hash);
    NoteArrival(known, raw.size(), from);
    outbox_.Deliver();
    return known;
  }
  if (standing == Standing::kNoParent) {
    const std::string parent = parts_.format.Display(header->previous);
    return Refuse(Status::Because(Code::kNotFound, "parent " + parent + " unknown"), from);
  }
  if (Status unfit = index_.CheckDescent(*header); !unfit.ok()) return Refuse(unfit, from);
  Result<chain::CheckedBlock> block = chain::CheckBlock(parts_.format, parts_.name, raw);
  if (!block.ok()) return Refuse(block.status(), from);
  Result<chain::Accepted> accepted = Keep(ForKeeping(raw), std::move(*block), from);
  outbox_.Deliver();
  return accepted;
}

Result<chain::Accepted> ChainService::Keep(const Slice& raw, chain::CheckedBlock&& block,
                                           const std::string& from) {
  const std::lock_guard lock(accepting_);
  const Hash256 hash = block.header.hash;
  if (const Result<chain::Accepted> known = index_.Known(hash); known.ok()) {
    NoteArrival(*known, raw.size(), from);  // another thread was faster
    return known;
  }
  if (const Status put = parts_.shelf.Put(hash, raw); !put.ok()) {
    if (put.code() == Code::kStorage) NoteFault(put);
    return Refuse(put, from);
  }
  shelf_failed_ = false;
  recent_.Put(hash, raw);
  const chain::Added added = index_.Add(std::move(block));
  NoteArrival(added.accepted, raw.size(), from);
  NoteChanges(added.changes);
  if (!from.empty()) NoteProgress(meter_.Came(from, index_.GetTip().height, parts_.clock.Now()));
  return added.accepted;
}

Result<chain::Accepted> ChainService::Refuse(const Status& why, const std::string& from) {
  if (!from.empty()) meter_.Refused(why.Text());
  return why;
}

void ChainService::StorageFault(const Status& why) {
  NoteFault(why);
  outbox_.Deliver();
}

void ChainService::NoteFault(const Status& why) {
  if (!shelf_failed_.exchange(true)) Note(event::Fault{"chain", why.ToString()});
}

void ChainService::Tick(Instant now) {
  NoteProgress(meter_.Tick(index_.GetTip().height, now));
  outbox_.Deliver();
}

void ChainService::NoteArrival(const chain::Accepted& accepted, std::size_t bytes,
                               const std::string& from) {
  if (from.empty()) return;  // a file tells of its blocks itself (event::Importing)
  event::BlockReceived received;
  received.hash = accepted.hash;
  received.hash_display = parts_.format.Display(accepted.hash);
  received.height = accepted.height;
  received.bytes = bytes;
  received.level = parts_.format.CheckLevel();
  received.first = accepted.outcome != chain::Outcome::kKnown;
  Note(std::move(received), from);
}

void ChainService::NoteChanges(const std::vector<chain::ChainChange>& changes) {
  std::size_t undos_left = 0;
  for (const chain::ChainChange& change : changes) undos_left += change.undo ? 1 : 0;
  for (const chain::ChainChange& change : changes) {
    event::ChainStep step;
    step.step = change.undo ? "UNDO" : "NEW";
    step.undos_left = change.undo ? --undos_left : 0;
    step.hash = change.hash;
    step.hash_display = parts_.format.Display(change.hash);
    step.height = change.height;
    Note(std::move(step));
  }
}

void ChainService::NoteProgress(std::optional<chain::SyncReport> report) {
  if (report.has_value()) Note(std::move(report->progress), std::move(report->peer));
}

void ChainService::Note(EventBody body, std::string peer) {
  Event event;
  event.network = parts_.network;
  event.peer = std::move(peer);
  event.body = std::move(body);
  outbox_.Add(std::move(event));
}

}  // namespace dragoman
