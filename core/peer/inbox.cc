#include "core/peer/inbox.h"

#include <utility>

namespace dragoman {

void InboxBase::Push(Envelope&& envelope) {
  if (reader_) {
    in_place_ = &envelope;
    std::exchange(reader_, nullptr).resume();
    return;
  }
  queue_.push_back(envelope.Kept());
  bytes_ += queue_.back().held();
}

void InboxBase::Clear() {
  queue_.clear();
  bytes_ = 0;
}

Envelope InboxBase::NextAwaiter::Take() {
  ++inbox_.taken_;
  if (inbox_.in_place_ != nullptr) return std::move(*std::exchange(inbox_.in_place_, nullptr));
  Envelope envelope = std::move(inbox_.queue_.front());
  inbox_.queue_.pop_front();
  inbox_.bytes_ -= envelope.held();
  return envelope;
}

}  // namespace dragoman
