// Framer: decides where a frame ends in a stream of bytes. One per session and direction; sans-IO.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>

#include "core/base/status.h"
#include "core/base/writer.h"

namespace dragoman {

// What stands at the front of the pending bytes.
struct Cut {
  enum class Kind : std::uint8_t {
    kNeed,    // not decidable or not complete: come back with `need` bytes in all
    kFrame,   // a frame of `size` bytes, of which the first `header` are framing
    kReject,  // no frame can begin like this: `why`, with the offset from the front
  };
  Kind kind = Kind::kNeed;
  std::size_t need = 0;
  std::size_t header = 0;
  std::size_t size = 0;
  Status why;

  static Cut Need(std::size_t bytes) {
    Cut cut;
    cut.need = bytes;
    return cut;
  }
  static Cut Frame(std::size_t header, std::size_t size) {
    Cut cut;
    cut.kind = Kind::kFrame;
    cut.header = header;
    cut.size = size;
    return cut;
  }
  static Cut Reject(Status why) {
    Cut cut;
    cut.kind = Kind::kReject;
    cut.why = std::move(why);
    return cut;
  }
};

class Framer {
 public:
  virtual ~Framer() = default;
  // Looks at the front of what is pending; takes nothing. A claimed size allocates nothing: `need` is a
  // promise to look again, and the session buffers only what has come.
  virtual Cut Next(Bytes pending) = 0;
  // Writes the framing for a body that is about to be appended; gives what Finish needs.
  virtual std::size_t Begin(Writer& out) = 0;
  // The body now stands from `begun` (what Begin gave) to the end of `out`: fills in its length.
  virtual Status Finish(Writer& out, std::size_t begun) = 0;
};

// A length in front of each frame (docs/architecture.md lists who uses which).
struct LengthPrefix {
  std::size_t offset = 0;  // bytes in front of the length field (a name, a flag)
  std::size_t width = 4;   // bytes of the length field, 1 to 8
  std::endian order = std::endian::big;
  std::size_t limit = 64 * 1024;  // largest body, in bytes, framing not counted
  bool counts_itself = false;     // the length includes everything before the body, too
  std::size_t minimum = 0;        // smallest body

  // The largest body whose length the field can say.
  std::uint64_t Expressible() const;
};

std::unique_ptr<Framer> MakeFramer(const LengthPrefix& rule);
// For transports that yield whole messages (WebSocket, gRPC): a frame is what arrived.
std::unique_ptr<Framer> MakeWholeMessageFramer(std::size_t limit);

}  // namespace dragoman
