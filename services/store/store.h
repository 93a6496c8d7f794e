// Store: what one network's node keeps between runs, in one SQLite file: objects, peers, cursors (docs/store.md).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "services/store/object.h"
#include "services/store/options.h"

namespace dragoman::store {

class Committer;
class DirectoryLock;
class RecordReader;

// Writes are queued and committed in order, in batches, on the executor; they never touch the disk on the caller's
// thread. So a cursor set after an object is never on disk without it. A killed process loses at most what was not
// committed yet; a power cut may lose the last commits too; neither damages the file. The destructor commits what is
// queued; call Flush before it to learn whether that works.
//
// Thread-safe. Reads go to the disk (but for what is queued) and do not wait for commits; in memory they do.
// Errors are kStorage unless stated; each names the file and says what to do.
class Store {
 public:
  // Makes `directory` and the file if missing. Errors: kInUse when another Store holds the directory; kStorage when it
  // cannot be used: not writable, not a database, damaged, of another network or of a newer version.
  static Result<std::unique_ptr<Store>> Open(const StoreOptions& options);
  ~Store();

  // Queues. The first copy wins: an object whose kind and id are known already changes nothing.
  // Errors: kOverload when the queue is full (pause until OnDrained); kBadRequest when no queue could hold it.
  Status Put(Object object);
  // See queued objects too. Errors: kNotFound.
  Result<Slice> Get(std::string_view kind, Bytes id) const;
  Result<Object> Find(std::string_view kind, Bytes id) const;
  Result<bool> Has(std::string_view kind, Bytes id) const;
  // Calls `visit` for the objects of a kind from a sequence number on (0: all), in the order in which they were put.
  // Sees what is committed; call Flush first to see all. No lock is held meanwhile, so `visit` may use the Store.
  // An error that `visit` returns ends the scan and is returned.
  Status Scan(std::string_view kind, std::int64_t from_sequence,
              const std::function<Status(const StoredObject&)>& visit) const;

  // Errors as for Put.
  Status SetCursor(std::string name, std::string value);
  // Sees queued ones too. Errors: kNotFound.
  Result<std::string> GetCursor(std::string_view name) const;

  // Adds a peer, or renews its last_seen_ns and note. Errors as for Put.
  Status PutPeer(PeerRecord peer);
  Status ForgetPeer(std::string address);
  // By address; sees what is committed.
  Result<std::vector<PeerRecord>> Peers() const;

  // Commits on the calling thread whatever was queued before the call.
  Status Flush();

  // True from three quarters of the queue (or a refusal) until it is half empty again.
  bool Congested() const;
  // Calls `then` once: when no longer congested, from the thread that committed, or at once if not congested now.
  void OnDrained(std::function<void()> then);

  // Why the last commit failed; OK once one works again. What was queued stays queued and is tried again.
  Status last_fault() const;
  // Called when commits begin to fail, and with OK when they work again, from the thread that committed.
  void OnFault(std::function<void(const Status&)> tell);
  // When the next try is due; kNever while nothing fails. The owner calls Tick then (or now and then); Put looks too.
  Instant retry_at() const;
  void Tick(Instant now);

 private:
  Store(const StoreOptions& options, std::unique_ptr<DirectoryLock> lock, std::shared_ptr<Committer> committer,
        std::unique_ptr<RecordReader> reader);

  const Clock& clock_;
  const std::unique_ptr<DirectoryLock> lock_;
  const std::shared_ptr<Committer> committer_;
  std::unique_ptr<RecordReader> reader_;
};

}  // namespace dragoman::store
