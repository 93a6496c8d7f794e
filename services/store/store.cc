#include "services/store/store.h"

#include <optional>
#include <utility>

#include "services/store/batch_writer.h"
#include "services/store/committer.h"
#include "services/store/connect.h"
#include "services/store/directory_lock.h"
#include "services/store/record_reader.h"

namespace dragoman::store {

Result<std::unique_ptr<Store>> Store::Open(const StoreOptions& options) {
  std::unique_ptr<DirectoryLock> lock;
  if (!options.directory.empty()) {
    Result<DirectoryLock> taken = DirectoryLock::Take(options.directory);
    if (!taken.ok()) return taken.status();
    lock = std::make_unique<DirectoryLock>(*std::move(taken));
  }
  const Result<Connections> connections = Connect(options.directory, options.network);
  if (!connections.ok()) return connections.status();
  Result<std::unique_ptr<BatchWriter>> writer = BatchWriter::Create(connections->writer, options.network);
  if (!writer.ok()) return writer.status();
  Result<std::unique_ptr<RecordReader>> reader = RecordReader::Create(connections->reader, options.network);
  if (!reader.ok()) return reader.status();
  return std::unique_ptr<Store>(new Store(
      options, std::move(lock), std::make_shared<Committer>(*std::move(writer), options), *std::move(reader)));
}

Store::Store(const StoreOptions& options, std::unique_ptr<DirectoryLock> lock, std::shared_ptr<Committer> committer,
             std::unique_ptr<RecordReader> reader)
    : clock_(options.clock), lock_(std::move(lock)), committer_(std::move(committer)), reader_(std::move(reader)) {}

// The writing connection closes last: only it can fold the log back into the file.
Store::~Store() {
  reader_.reset();
  committer_->Close();
}

Status Store::Put(Object object) {
  if (object.first_seen_ns == 0) object.first_seen_ns = clock_.WallNanos();
  return committer_->Add(std::move(object));
}

Result<Slice> Store::Get(std::string_view kind, Bytes id) const {
  Result<Object> found = Find(kind, id);
  if (!found.ok()) return found.status();
  return std::move(found->raw);
}

Result<Object> Store::Find(std::string_view kind, Bytes id) const {
  // In this order: what is committed meanwhile is found by the second look. And what is committed wins, for it is the
  // first copy.
  std::optional<Object> pending = committer_->FindObject(kind, id);
  Result<StoredObject> stored = reader_->Find(kind, id);
  if (stored.ok()) return Object(*std::move(stored));
  if (pending && stored.status().code() == Code::kNotFound) return *std::move(pending);
  return stored.status();
}

Result<bool> Store::Has(std::string_view kind, Bytes id) const {
  if (committer_->FindObject(kind, id)) return true;
  return reader_->Has(kind, id);
}

Status Store::Scan(std::string_view kind, std::int64_t from_sequence,
                   const std::function<Status(const StoredObject&)>& visit) const {
  for (std::int64_t next = from_sequence;;) {
    const Result<std::vector<StoredObject>> page = reader_->Page(kind, next);
    if (!page.ok()) return page.status();
    if (page->empty()) return Ok();
    for (const StoredObject& object : *page) DRAGOMAN_TRY(visit(object));
    next = page->back().sequence + 1;
  }
}

Status Store::SetCursor(std::string name, std::string value) {
  return committer_->Add(CursorWrite{std::move(name), std::move(value)});
}

Result<std::string> Store::GetCursor(std::string_view name) const {
  if (std::optional<std::string> pending = committer_->FindCursor(name)) return *std::move(pending);
  return reader_->Cursor(name);
}

Status Store::PutPeer(PeerRecord peer) {
  if (peer.last_seen_ns == 0) peer.last_seen_ns = clock_.WallNanos();
  return committer_->Add(std::move(peer));
}

Status Store::ForgetPeer(std::string address) { return committer_->Add(PeerForgotten{std::move(address)}); }

Result<std::vector<PeerRecord>> Store::Peers() const { return reader_->Peers(); }

Status Store::Flush() { return committer_->Flush(); }
bool Store::Congested() const { return committer_->congested(); }
void Store::OnDrained(std::function<void()> then) { committer_->OnDrained(std::move(then)); }
Status Store::last_fault() const { return committer_->last_fault(); }
void Store::OnFault(std::function<void(const Status&)> tell) { committer_->OnFault(std::move(tell)); }
Instant Store::retry_at() const { return committer_->retry_at(); }
void Store::Tick(Instant now) { committer_->Tick(now); }

}  // namespace dragoman::store
