#include "services/chain/event_outbox.h"

#include <utility>

namespace dragoman::chain {

void EventOutbox::Add(Event event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
}

void EventOutbox::Deliver() {
  std::unique_lock lock(mutex_);
  if (delivering_) return;
  delivering_ = true;
  while (!events_.empty()) {
    Event next = std::move(events_.front());
    events_.pop_front();
    lock.unlock();
    router_.Publish(std::move(next));
    lock.lock();
  }
  delivering_ = false;
}

}  // namespace dragoman::chain
