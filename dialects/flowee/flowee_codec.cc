#include "dialects/flowee/flowee_codec.h"

#include "dialects/flowee/packet_writer.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

using Opened = std::optional<Envelope>;

Result<Opened> OpenMessage(Header&& header, Slice&& body) {
  Result<Opened> opened(std::in_place);
  Envelope& envelope = opened->emplace();
  envelope.native = NativeOf(header.service, header.message, body.bytes());
  if (header.request_id.has_value()) envelope.id = *header.request_id;
  envelope.head = std::move(header.user_tags);
  envelope.body = std::move(body);
  return opened;
}

// A ping wins over a pong in the same packet (4.3).
Opened OpenSystem(const Header& header) {
  if (!header.ping && !header.pong) return std::nullopt;
  Envelope envelope;
  envelope.native = header.ping ? kPing : kPong;
  return envelope;
}

Status SealSystem(NativeType native, Writer& out) {
  if (native != kPing && native != kPong) {
    return Status(Code::kUnsupported, "service 126 carries only pings and pongs");
  }
  PacketFramer framer;
  const std::size_t begun = framer.Begin(out);
  PutInt(out, tag::kServiceId, service::kSystem);
  PutBool(out, native == kPing ? tag::kPing : tag::kPong, true);
  PutBool(out, tag::kHeaderEnd, true);
  return framer.Finish(out, begun);
}

}  // namespace

Result<std::optional<Envelope>> FloweeCodec::Open(const Slice& frame, std::size_t header_at) {
  const Slice packet = frame.Sub(header_at);
  Result<Header> read = ReadHeader(packet);
  if (!read.ok()) {
    Status why = read.status();
    return why.Shift(header_at);
  }
  Header& header = *read;
  if (header.service == service::kSystem) return OpenSystem(header);
  Slice body = packet.Sub(header.size);
  if (!Sequence::Owns(header)) return OpenMessage(std::move(header), std::move(body));

  Result<std::optional<Joined>> joined = sequence_.Take(std::move(header), body.bytes());
  if (!joined.ok()) {
    Status why = joined.status();
    return why.At(header_at);
  }
  if (!joined->has_value()) return Opened();
  return OpenMessage(std::move((*joined)->header), std::move((*joined)->body));
}

Status FloweeCodec::Seal(const Envelope& message, Writer& out) {
  if (ServiceOf(message.native) == service::kSystem) return SealSystem(message.native, out);
  Outgoing outgoing;
  outgoing.service = ServiceOf(message.native);
  outgoing.message = WireMessageOf(message.native);
  outgoing.user_tags = message.head;
  outgoing.id = message.id;
  outgoing.body = message.body;
  return PutMessage(out, outgoing);
}

Envelope FloweeCodec::ReplyTo(const Envelope& request) {
  Envelope reply;
  reply.id = request.id;
  reply.head = EchoedTags(request.head);
  return reply;
}

}  // namespace dragoman::flowee
