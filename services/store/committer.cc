#include "services/store/committer.h"

#include <algorithm>
#include <iterator>

namespace dragoman::store {
namespace {

constexpr Duration kFirstRetry = std::chrono::milliseconds(100);
constexpr Duration kLongestRetry = std::chrono::seconds(10);

}  // namespace

Committer::Committer(std::unique_ptr<BatchWriter> writer, const StoreOptions& options)
    : limits_(options.limits),
      clock_(options.clock),
      executor_(options.executor),
      writer_(std::move(writer)),
      pending_(options.limits.queue_bytes) {}

Status Committer::Add(Write write) {
  {
    const std::lock_guard lock(mutex_);
    Status added = pending_.Add(std::move(write));
    // The last quarter is for what is on its way already when callers pause.
    if (added.code() == Code::kOverload || pending_.bytes() > limits_.queue_bytes / 4 * 3) congested_ = true;
    if (!added.ok()) return added;
  }
  Submit(clock_.Now());
  return Ok();
}

void Committer::Tick(Instant now) { Submit(now); }

void Committer::Submit(Instant now) {
  {
    const std::lock_guard lock(mutex_);
    if (submitted_ || pending_.empty() || (retry_at_ != kNever && now < retry_at_)) return;
    submitted_ = true;
  }
  const Status accepted = executor_.Submit([self = shared_from_this()] {
    (void)self->CommitBatch();  // Settle keeps and reports a fault
    {
      const std::lock_guard lock(self->mutex_);
      self->submitted_ = false;
    }
    self->Submit(self->clock_.Now());
  });
  if (accepted.ok()) return;

  Calls calls;
  {
    const std::lock_guard lock(mutex_);
    submitted_ = false;
    calls = Settle(accepted);
  }
  for (const auto& call : calls) call();
}

Status Committer::CommitBatch() {
  Status done;
  Calls calls;
  std::vector<Write> spent;  // freed with no lock held
  {
    const std::lock_guard committing(committing_);
    if (writer_ == nullptr) return Ok();
    std::vector<const Write*> batch;
    {
      const std::lock_guard lock(mutex_);
      batch = pending_.Front(limits_.batch_bytes, limits_.batch_count);
    }
    if (batch.empty()) return Ok();
    done = writer_->Commit(batch);
    const std::lock_guard lock(mutex_);
    if (done.ok()) spent = pending_.TakeFront(batch.size());
    calls = Settle(done);
  }
  for (const auto& call : calls) call();
  return done;
}

Committer::Calls Committer::Settle(const Status& done) {
  Calls calls;
  const bool changed = done.ok() != fault_.ok();
  fault_ = done;
  if (changed && tell_fault_) calls.push_back([tell = tell_fault_, done] { tell(done); });
  if (!done.ok()) {
    backoff_ = std::clamp(2 * backoff_, kFirstRetry, kLongestRetry);
    retry_at_ = clock_.Now() + backoff_;
    return calls;
  }
  backoff_ = Duration();
  retry_at_ = kNever;
  if (congested_ && pending_.bytes() <= limits_.queue_bytes / 2) {
    congested_ = false;
    std::move(drained_.begin(), drained_.end(), std::back_inserter(calls));
    drained_.clear();
  }
  return calls;
}

Status Committer::Flush() {
  std::uint64_t last = 0;
  {
    const std::lock_guard lock(mutex_);
    last = pending_.added();
  }
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (pending_.taken() >= last) return Ok();
    }
    DRAGOMAN_TRY(CommitBatch());
  }
}

void Committer::Close() {
  (void)Flush();  // Settle has reported a fault
  const std::lock_guard committing(committing_);
  writer_.reset();
}

std::optional<Object> Committer::FindObject(std::string_view kind, Bytes id) const {
  const std::lock_guard lock(mutex_);
  const Object* object = pending_.FindObject(kind, id);
  return object == nullptr ? std::nullopt : std::optional<Object>(*object);
}

std::optional<std::string> Committer::FindCursor(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const std::string* value = pending_.FindCursor(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(*value);
}

bool Committer::congested() const {
  const std::lock_guard lock(mutex_);
  return congested_;
}

void Committer::OnDrained(std::function<void()> then) {
  {
    const std::lock_guard lock(mutex_);
    if (congested_) {
      drained_.push_back(std::move(then));
      return;
    }
  }
  then();
}

Status Committer::last_fault() const {
  const std::lock_guard lock(mutex_);
  return fault_;
}

void Committer::OnFault(std::function<void(const Status&)> tell) {
  const std::lock_guard lock(mutex_);
  tell_fault_ = std::move(tell);
}

Instant Committer::retry_at() const {
  const std::lock_guard lock(mutex_);
  return retry_at_;
}

}  // namespace dragoman::store
