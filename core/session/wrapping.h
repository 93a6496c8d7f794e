// Wrapping: what a transport of whole messages puts around each one that a session sends: a WebSocket frame.
// Written straight into the session's outbox, so that a message is not copied once more. One per session.
#pragma once

#include "core/session/outbox.h"

namespace dragoman {

class Wrapping {
 public:
  virtual ~Wrapping() = default;
  // Makes room for a header at the end of `out`, where a message is about to be appended; gives what Finish needs.
  virtual std::size_t Begin(ByteVector& out) = 0;
  // The message now stands from `begun` to the end of `out`, which may grow once more.
  virtual void Finish(ByteVector& out, std::size_t begun) = 0;
  // A message that is there already, which may be shared where it needs no change.
  virtual void Send(const Slice& message, Outbox& out) = 0;
};

}  // namespace dragoman
