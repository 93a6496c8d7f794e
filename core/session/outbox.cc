#include "core/session/outbox.h"

namespace dragoman {

ByteVector& Outbox::Tail() {
  // A run that is never sent to its end must not grow for ever.
  if (runs_.empty() || !runs_.back().shared.empty() || runs_.back().copied.size() >= kRunBytes) runs_.emplace_back();
  return runs_.back().copied;
}

void Outbox::Add(Bytes bytes) {
  if (bytes.empty()) return;
  ByteVector& tail = Tail();
  tail.insert(tail.end(), bytes.begin(), bytes.end());
  size_ += bytes.size();
}

void Outbox::Add(const Slice& slice) {
  if (slice.size() < kShareFrom || !slice.owns()) return Add(slice.bytes());
  if (size_ == 0) runs_.clear();  // the empty run that Drop has kept
  runs_.emplace_back().shared = slice;
  size_ += slice.size();
}

void Outbox::Add(Bytes header, const Slice& slice) {
  if (slice.size() >= kShareFrom && slice.owns()) {
    Add(header);
    return Add(slice);
  }
  ByteVector& tail = Tail();
  tail.insert(tail.end(), header.begin(), header.end());
  tail.insert(tail.end(), slice.begin(), slice.end());
  size_ += header.size() + slice.size();
}

std::size_t Outbox::Peek(std::span<Bytes> runs) const {
  std::size_t filled = 0;
  for (const Run& run : runs_) {
    if (filled == runs.size()) break;
    const Bytes bytes = run.bytes();
    runs[filled] = filled == 0 ? bytes.subspan(sent_of_first_) : bytes;
    ++filled;
  }
  return filled;
}

void Outbox::Drop(std::size_t count) {
  size_ -= count;
  while (count > 0) {
    const std::size_t left = runs_.front().bytes().size() - sent_of_first_;
    if (count < left) {
      sent_of_first_ += count;
      return;
    }
    count -= left;
    sent_of_first_ = 0;
    // The last run keeps its memory for the next batch unless it has grown large.
    if (runs_.size() == 1 && runs_.front().shared.empty() && runs_.front().copied.capacity() <= kRunBytes) {
      runs_.front().copied.clear();
      if (size_ == 0) return;
    }
    runs_.pop_front();
  }
}

void Outbox::Clear() {
  runs_.clear();
  sent_of_first_ = 0;
  size_ = 0;
}

}  // namespace dragoman
