#include "dialects/flowee/packet_writer.h"

#include "dialects/flowee/token_writer.h"
#include "dialects/flowee/user_tags.h"

namespace dragoman::flowee {
namespace {

constexpr std::size_t kHeaderEndBytes = 1;

Status CheckMessage(const Outgoing& message) {
  if (message.body.size() > kMaxSentBody) {
    return Status(Code::kOverLimit, "a body of {} bytes is over the limit of {}", message.body.size(), kMaxSentBody);
  }
  if (message.id.has_value() && (*message.id > kMaxInt32Class || *message.id < kLowestNumber)) {
    return Status(Code::kBadRequest, "a RequestId must be -2147483648 to 2147483646");
  }
  return Ok();
}

Status PutMessageUnguarded(Writer& out, const Outgoing& message) {
  PacketFramer framer;
  const std::size_t begun = framer.Begin(out);
  PutInt(out, tag::kServiceId, message.service);
  PutInt(out, tag::kMessageId, message.message);
  PutUserTags(out, message.user_tags, message.id);
  const std::size_t single = kLengthBytes + (out.size() - begun) + kHeaderEndBytes + message.body.size();
  if (message.body.size() <= kMaxSinglePacketBody && single <= kMaxSentPacketBytes) {
    PutBool(out, tag::kHeaderEnd, true);
    out.Raw(message.body);
    return framer.Finish(out, begun);
  }
  PutNum(out, tag::kSequenceStart, message.body.size());
  PutBool(out, tag::kLastInSequence, false);
  PutBool(out, tag::kHeaderEnd, true);
  const std::size_t part = FirstPartBytes(out.size() - begun, message.body.size());
  out.Raw(message.body.first(part));
  DRAGOMAN_TRY(framer.Finish(out, begun));
  return PutContinuation(out, message.service, message.message, message.body.subspan(part));
}

}  // namespace

Status PutMessage(Writer& out, const Outgoing& message) {
  DRAGOMAN_TRY(CheckMessage(message));
  const std::size_t before = out.size();
  Status put = PutMessageUnguarded(out, message);
  if (!put.ok()) out.bytes().resize(before);
  return put;
}

Status PutPacket(Writer& out, Bytes header, Bytes body) {
  PacketFramer framer;
  const std::size_t begun = framer.Begin(out);
  out.Raw(header);
  out.Raw(body);
  return framer.Finish(out, begun);
}

Status PutContinuation(Writer& out, std::int32_t service, std::int32_t message, Bytes rest) {
  PacketFramer framer;
  do {
    const Bytes part = rest.first(std::min(rest.size(), kMaxSinglePacketBody));
    rest = rest.subspan(part.size());
    const std::size_t begun = framer.Begin(out);
    PutInt(out, tag::kServiceId, service);
    if (message != kUnsetMessage) PutInt(out, tag::kMessageId, message);  // 4.5
    PutBool(out, tag::kLastInSequence, rest.empty());
    PutBool(out, tag::kHeaderEnd, true);
    out.Raw(part);
    DRAGOMAN_TRY(framer.Finish(out, begun));
  } while (!rest.empty());
  return Ok();
}

std::size_t FirstPartBytes(std::size_t header_bytes, std::size_t body_bytes) {
  const std::size_t taken = kLengthBytes + header_bytes;
  const std::size_t room = taken < kMaxSentPacketBytes ? kMaxSentPacketBytes - taken : 0;
  return std::min({body_bytes, kMaxSinglePacketBody, room});
}

}  // namespace dragoman::flowee
