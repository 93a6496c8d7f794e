// Committer: takes writes from any thread and commits them in order, in batches, on an executor.
//
// A commit is submitted when something is queued and none is under way, so batches grow by themselves under load and
// no timer is needed. What cannot be committed stays queued and is tried again after 0.1 s, doubling up to 10 s: by
// the next Add, Tick or Flush after that. Thread-safe. Callbacks run on the thread that committed, with no lock held.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/store/batch_writer.h"
#include "services/store/options.h"
#include "services/store/pending_writes.h"

namespace dragoman::store {

// Shared with the work it has submitted, which finds it closed if the store is gone.
class Committer : public std::enable_shared_from_this<Committer> {
 public:
  Committer(std::unique_ptr<BatchWriter> writer, const StoreOptions& options);

  Status Add(Write write);
  // Commits on the calling thread whatever was added before the call, also when a retry is not due yet.
  Status Flush();
  // Tries again if that is due.
  void Tick(Instant now);
  // Flushes, then lets the database go. Nothing is added after it.
  void Close();

  std::optional<Object> FindObject(std::string_view kind, Bytes id) const;
  std::optional<std::string> FindCursor(std::string_view name) const;

  bool congested() const;
  void OnDrained(std::function<void()> then);
  Status last_fault() const;
  void OnFault(std::function<void(const Status&)> tell);
  Instant retry_at() const;

 private:
  using Calls = std::vector<std::function<void()>>;

  void Submit(Instant now);
  Status CommitBatch();
  // Under mutex_: takes note of how a commit went; gives the callbacks to be made.
  Calls Settle(const Status& done);

  const StoreLimits limits_;
  const Clock& clock_;
  Executor& executor_;

  std::mutex committing_;  // taken before mutex_; one commit at a time
  std::unique_ptr<BatchWriter> writer_;

  mutable std::mutex mutex_;  // the rest
  PendingWrites pending_;
  bool submitted_ = false;
  bool congested_ = false;
  std::vector<std::function<void()>> drained_;
  Status fault_;
  std::function<void(const Status&)> tell_fault_;
  Duration backoff_{};
  Instant retry_at_ = kNever;  // kNever: nothing failed
};

}  // namespace dragoman::store
