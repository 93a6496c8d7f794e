// The body of an HTTP/1.1 message: by length or in chunks, bounded. A message that says both, or one of them twice or
// unclearly, is refused: that is how requests are smuggled past a proxy (RFC 9112, 6.3 and 11.2).
#pragma once

#include "transports/http/message.h"

namespace dragoman::http {

class BodyReader {
 public:
  // Of a message with these headers; what says nothing has none.
  Refusal Begin(const Headers& headers, int minor, const Limits& limits);
  // Takes what belongs to the body off the front of `bytes` and adds it to `body`.
  Refusal Add(Bytes& bytes, std::string& body);
  bool done() const { return state_ == State::kDone; }

 private:
  enum class State : std::uint8_t { kLength, kChunkSize, kChunk, kChunkEnd, kTrailer, kDone };
  Refusal AddLine(Bytes& bytes, bool& complete);
  Refusal ReadChunkSize();

  Limits limits_;
  State state_ = State::kDone;
  std::uint64_t left_ = 0;     // of the body or the chunk
  std::string line_;           // under way: a chunk's size, or a trailer
  std::size_t trailers_ = 0;   // bytes of them
};

}  // namespace dragoman::http
