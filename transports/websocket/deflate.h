// permessage-deflate (RFC 7692): packs and unpacks whole messages. Bounded: what unpacks to more than its limit fails
// when the limit is reached, not after.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "core/base/slice.h"
#include "transports/websocket/upgrade.h"

struct z_stream_s;

namespace dragoman::websocket {

class Deflater {
 public:
  Deflater(const WebSocketDeflate& options, const Agreement& agreement);
  ~Deflater();

  bool Wants(std::size_t size) const { return size >= from_; }
  // Packs what stands in `out` from `begun`; false if it was left as it is: packed it would be larger, or there is no
  // memory to pack with.
  bool Pack(ByteVector& out, std::size_t begun);
  // Bytes that it keeps between messages, zlib's own included.
  std::size_t memory() const;

 private:
  const std::size_t from_;
  const int level_;
  const int bits_;
  const bool forget_;
  std::unique_ptr<z_stream_s> stream_;  // made for the first message
  ByteVector packed_;
};

class Inflater {
 public:
  Inflater(const WebSocketDeflate& options, const Agreement& agreement, std::size_t largest);
  ~Inflater();
  // A message as it was before it was packed. Errors: kOverLimit, kBadFrame.
  Result<Slice> Unpack(Bytes packed);
  std::size_t memory() const;

 private:
  const std::size_t ratio_;
  const std::size_t largest_;
  const bool forget_;
  std::unique_ptr<z_stream_s> stream_;
};

}  // namespace dragoman::websocket
