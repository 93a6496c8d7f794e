// Envelope: one message as a dialect's wire presents it. Codec: turns frames into envelopes and back.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/base/slice.h"
#include "core/wire/framer.h"

namespace dragoman {

// The number by which a dialect's wire names a message type: a byte, a tag, or a packed pair
// (Flowee: service id in the upper 32 bits, message id in the lower 32, both as signed numbers). A wire that names
// its messages by longer texts numbers them itself.
using NativeType = std::uint64_t;

struct Envelope {
  NativeType native = 0;
  std::optional<std::int64_t> id;       // this message's correlation id, where the wire carries one
  std::optional<std::int64_t> answers;  // the id of the request it answers, where the wire says so
  Slice head;                           // what else the header says, in the dialect's own form
  Slice body;

  // The same envelope with slices that last.
  Envelope Owned() const {
    Envelope lasting = *this;
    lasting.head = head.Owned();
    lasting.body = body.Owned();
    return lasting;
  }
  // The same envelope as it may wait: its slices last, and a small one does not keep a large block alive.
  Envelope Kept() const;
  // Bytes of memory that it keeps while it waits.
  std::size_t held() const;
};

// One per session; may keep state between frames (Flowee's sequences). Sans-IO, one thread.
class Codec {
 public:
  virtual ~Codec() = default;

  // The message that `frame` (framing included, `header` bytes of it) completes; nullopt while a longer one is
  // still under way or where the frame is for the codec alone. Offsets of an error count from the frame's front.
  // The slices of the envelope may point into `frame`.
  virtual Result<std::optional<Envelope>> Open(const Slice& frame, std::size_t header) = 0;

  // Bytes of memory that unfinished messages take.
  virtual std::size_t held() const { return 0; }

  // Appends the whole message, framing included: one frame or several.
  virtual Status Seal(const Envelope& message, Writer& out) = 0;

  // What a reply to `request` carries besides its own type and body: by default the same id, no head.
  virtual Envelope ReplyTo(const Envelope& request) {
    Envelope reply;
    reply.id = request.id;
    return reply;
  }
};

// Frames whose body is a type number of `width` bytes and then the message: no ids, no head.
std::unique_ptr<Codec> MakeTypePrefixCodec(std::unique_ptr<Framer> framer, std::size_t width, std::endian order);

}  // namespace dragoman
