#include "transports/tcp/mailbox.h"

#include <utility>

namespace dragoman::tcp {

void Mailbox::Post(std::function<void()> work) {
  // Rejected work is destroyed by the caller, outside the lock: its destructor may post, too.
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  const bool first = work_.empty();
  work_.push_back(std::move(work));
  if (first) ring_();
}

std::vector<std::function<void()>> Mailbox::Empty() {
  const std::lock_guard lock(mutex_);
  return std::exchange(work_, {});
}

void Mailbox::Close() {
  std::vector<std::function<void()>> left;
  const std::lock_guard lock(mutex_);
  closed_ = true;
  left.swap(work_);
}

}  // namespace dragoman::tcp
