// Stream: what a transport pumps: fed the bytes that come, it shows the bytes that go. A Session is one; TLS and
// WebSocket are streams around another one. Sans-IO, one thread, the host's.
#pragma once

#include <functional>

#include "core/base/slice.h"
#include "core/session/link.h"
#include "core/session/outbox.h"

namespace dragoman {

class Stream {
 public:
  virtual ~Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // The link is up.
  virtual void Open() = 0;
  // Called by the stream when there is something new to send, read again or end, outside of a call by whoever pumps it.
  // It may destroy the stream.
  virtual void OnWake(std::function<void()> wake) = 0;
  // What has come. A slice that owns its block gives these bytes away: nobody else looks at them any more, so that they
  // may be unmasked where they are.
  virtual void Feed(const Slice& bytes) = 0;
  // The other side ended the link, or the network did.
  virtual void Ended(ClosedBy by, Status why) = 0;
  // What is queued is still sent. The first reason counts.
  virtual void Close(Status why) = 0;

  virtual bool WantsRead() const = 0;
  // No more input is handled.
  virtual bool closing() const = 0;
  // Closed and nothing left to send (or no time left to): the link ends now.
  virtual bool finished() const = 0;
  // Nobody has been asked yet whether this link is wanted: a TLS handshake or an upgrade is under way.
  virtual bool opening() const { return false; }

  // What waits to be sent, and that so many bytes of it are sent.
  const Outbox& out() const { return *out_; }
  virtual void DropOut(std::size_t count) = 0;
  // Memory that whoever pumps it keeps for this link.
  virtual void Hold(std::size_t /*bytes*/) {}

  virtual Instant NextDeadline() const = 0;
  virtual void Tick() = 0;

 protected:
  // `out` lives as long as the stream, or until it shows another.
  explicit Stream(const Outbox& out) : out_(&out) {}
  void Show(const Outbox& out) { out_ = &out; }

 private:
  const Outbox* out_;  // asked for several times a batch, so not by a virtual call
};

}  // namespace dragoman
