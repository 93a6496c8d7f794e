#include "dialects/chia/frame.h"

#include "core/base/reader.h"
#include "core/base/writer.h"

namespace dragoman::chia {
namespace {

class FrameCodec final : public Codec {
 public:
  Result<std::optional<Envelope>> Open(const Slice& frame, std::size_t header) override {
    const Result<FrameHeader> read = ReadFrame(frame.bytes().subspan(header));
    if (!read.ok()) {
      Status why = read.status();
      return why.Shift(header);
    }
    Result<std::optional<Envelope>> opened(std::in_place);
    Envelope& envelope = opened->emplace();
    envelope.native = read->type;
    if (read->id.has_value()) envelope.id = *read->id;
    envelope.body = frame.Sub(header + read->size);
    return opened;
  }

  Status Seal(const Envelope& message, Writer& out) override {
    if (message.native > 0xFF) return Status(Code::kInternal, "message type {} does not fit one byte", message.native);
    if (message.id.has_value() && (*message.id < 0 || *message.id > 0xFFFF)) {
      return Status(Code::kInternal, "message id {} does not fit two bytes", static_cast<std::uint64_t>(*message.id));
    }
    const std::size_t size = (message.id.has_value() ? 8 : 6) + message.body.size();
    if (size > kMaxFrameBytes) {
      return Status(Code::kOverLimit, "frame of {} bytes is over the limit of {}", size, kMaxFrameBytes);
    }
    out.Reserve(size);
    out.U8(static_cast<std::uint8_t>(message.native));
    out.U8(message.id.has_value() ? 1 : 0);
    if (message.id.has_value()) out.U16(static_cast<std::uint16_t>(*message.id), std::endian::big);
    out.U32(static_cast<std::uint32_t>(message.body.size()), std::endian::big);
    out.Raw(message.body);
    return Ok();
  }
};

}  // namespace

bool IsAssigned(std::uint8_t type) {
  return type == 1 || type == 3 || (type >= 5 && type <= 113) || type == 255;
}

Result<FrameHeader> ReadFrameHeader(Bytes front) {
  if (front.empty()) return Status(Code::kTruncated, "a frame has at least 6 bytes, none came").At(0);
  FrameHeader header;
  Reader reader(front);
  header.type = reader.U8();
  if (!IsAssigned(header.type)) return Status(Code::kUnknownType, "message type {} is not assigned", header.type).At(0);
  const std::uint8_t has_id = reader.U8();
  if (has_id > 1) return Status(Code::kBadFrame, "the id's prefix is {}, must be 0 or 1", has_id).At(1);
  if (has_id == 1) header.id = reader.U16(std::endian::big);
  header.body = reader.U32(std::endian::big);
  header.size = reader.offset();
  if (!reader.ok()) {
    return Status(Code::kTruncated, "frame of {} bytes ends in its header of {}", front.size(), has_id == 1 ? 8 : 6)
        .At(front.size());
  }
  return header;
}

Result<FrameHeader> ReadFrame(Bytes message) {
  Result<FrameHeader> header = ReadFrameHeader(message);
  if (!header.ok()) {
    // What came is all that comes.
    if (header.status().code() != Code::kTruncated) return header;
    if (message.empty()) return Status(Code::kBadFrame, "an empty message is no frame, which has at least 6 bytes").At(0);
    return Status(Code::kBadFrame, "frame of {} bytes ends in its header", message.size()).At(message.size());
  }
  const std::size_t body = message.size() - header->size;
  if (body < header->body) {
    return Status(Code::kBadFrame, "the body has {} bytes, its length says {}", body, header->body).At(message.size());
  }
  if (body > header->body) {
    return Status(Code::kBadFrame, "{} bytes follow the body", body - header->body).At(header->size + header->body);
  }
  return header;
}

std::unique_ptr<Framer> MakeFrameFramer() { return MakeWholeMessageFramer(kMaxFrameBytes); }
std::unique_ptr<Codec> MakeFrameCodec() { return std::make_unique<FrameCodec>(); }

}  // namespace dragoman::chia
