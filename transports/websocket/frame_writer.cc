#include "transports/websocket/frame_writer.h"

#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "transports/websocket/deflate.h"

namespace dragoman::websocket {

void MaskSource::Refill() {
  if (pool_ == nullptr) pool_ = std::make_unique<std::array<std::uint32_t, 64>>();
  // Fails only where there is no such call at all; a mask that can be guessed would let a page write on others' wires.
  if (::getentropy(pool_->data(), sizeof(*pool_)) != 0) std::abort();
  left_ = pool_->size();
}

Header FrameWriter::HeaderFor(std::size_t size, bool compressed) {
  Header header;
  header.opcode = opcode_;
  header.compressed = compressed;
  header.size = size;
  header.masked = masks_ != nullptr;
  if (header.masked) header.mask = Mask(masks_->Next());
  return header;
}

void FrameWriter::Finish(ByteVector& out, std::size_t begun) {
  const bool compressed = deflater_ != nullptr && deflater_->Wants(out.size() - begun) && deflater_->Pack(out, begun);
  const std::size_t size = out.size() - begun;
  const std::size_t front = begun - room_;
  const std::size_t need = LengthOf(size, masks_ != nullptr);
  if (need != room_) {
    if (need > room_) out.resize(out.size() + (need - room_));
    if (size > 0) std::memmove(out.data() + front + need, out.data() + begun, size);
    if (need < room_) out.resize(front + need + size);
    room_ = need;
  }
  Header header = HeaderFor(size, compressed);
  Write(header, out.data() + front);
  std::uint8_t* const body = out.data() + front + need;
  if (header.masked) header.mask.Apply(body, body, size);
}

void FrameWriter::Send(const Slice& message, Outbox& out) {
  const bool changes = masks_ != nullptr || (deflater_ != nullptr && deflater_->Wants(message.size()));
  if (!changes) {
    std::array<std::uint8_t, kMaxHeader> head;
    Write(HeaderFor(message.size(), false), head.data());
    const Bytes header(head.data(), LengthOf(message.size(), false));
    return out.Add(header, message);
  }
  ByteVector& tail = out.Tail();
  const std::size_t before = tail.size();
  const std::size_t begun = Begin(tail);
  tail.insert(tail.end(), message.begin(), message.end());
  Finish(tail, begun);
  out.Grown(tail.size() - before);
}

}  // namespace dragoman::websocket
