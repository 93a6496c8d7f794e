#include "core/peer/inbox.h"

#include <utility>

namespace dragoman {
namespace {

// A small message must not pin a large block while it waits.
Slice Keep(const Slice& slice) {
  return slice.owns() && slice.size() >= slice.pinned() / 4 ? slice : Slice::Copy(slice);
}

}  // namespace

std::size_t InboxBase::Charge(const Envelope& envelope) {
  return sizeof(Envelope) + std::max(envelope.body.size(), envelope.body.pinned()) + envelope.head.size();
}

void InboxBase::Push(const Envelope& envelope) {
  if (reader_) {
    in_place_ = &envelope;
    std::exchange(reader_, nullptr).resume();
    return;
  }
  Envelope kept = envelope;
  kept.body = Keep(envelope.body);
  kept.head = Keep(envelope.head);
  bytes_ += Charge(kept);
  queue_.push_back(std::move(kept));
}

Envelope InboxBase::NextAwaiter::Take() {
  if (inbox_.in_place_ != nullptr) return *std::exchange(inbox_.in_place_, nullptr);
  Envelope envelope = std::move(inbox_.queue_.front());
  inbox_.queue_.pop_front();
  inbox_.bytes_ -= Charge(envelope);
  return envelope;
}

}  // namespace dragoman
