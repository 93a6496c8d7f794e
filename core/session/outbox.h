// Outbox: bytes waiting to be sent. Small writes are gathered into one run, large slices are shared as they are.
#pragma once

#include <list>
#include <span>

#include "core/base/slice.h"

namespace dragoman {

class Outbox {
 public:
  void Add(Bytes bytes);
  void Add(const Slice& slice);
  // A header and what stands behind it.
  void Add(Bytes header, const Slice& slice);
  // The run that is being filled, for whoever writes a message in place: append to it, then tell Grown by how much.
  ByteVector& Tail();
  void Grown(std::size_t bytes) { size_ += bytes; }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Fills `runs` with what is at the front, in order; gives how many were filled. Valid until the next Add or Drop.
  std::size_t Peek(std::span<Bytes> runs) const;
  // Forgets `count` bytes at the front: they are sent.
  void Drop(std::size_t count);
  void Clear();

 private:
  // Slices at least this large are not copied.
  static constexpr std::size_t kShareFrom = 16 * KiB;
  // Small writes are gathered into runs of about this size.
  static constexpr std::size_t kRunBytes = 64 * KiB;

  struct Run {
    ByteVector copied;
    Slice shared;
    Bytes bytes() const { return shared.empty() ? Bytes(copied) : shared.bytes(); }
  };
  std::list<Run> runs_;  // a list: empty, it takes no memory
  std::size_t sent_of_first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace dragoman
