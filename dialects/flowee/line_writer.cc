#include "dialects/flowee/line_writer.h"

#include "dialects/flowee/messages/catalog.h"
#include "dialects/flowee/packet_writer.h"
#include "dialects/flowee/token_json.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

Status PutTokens(Writer& out, const Json& fields, const char* key) {
  const Json* tokens = fields.Find(key);
  if (tokens == nullptr) return Ok();
  if (tokens->is_null()) return Status(Code::kBadRequest, "is null; what is not CMF needs raw").In(key).In("fields");
  Status put = PutJsonTokens(out, *tokens);
  if (!put.ok()) return put.In(key).In("fields");
  return Ok();
}

// Where the first token with this tag begins and ends.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::optional<Place> FindToken(Bytes tokens, std::uint32_t tag) {
  TokenReader reader(tokens);
  while (reader.Next()) {
    if (reader.token().tag == tag) return Place{reader.begin(), reader.offset()};
  }
  return std::nullopt;
}

// Fills in what the header does not give itself.
void PutHeader(Writer& out, NativeType type, Bytes given) {
  const std::optional<Place> service = FindToken(given, tag::kServiceId);
  const std::size_t split = service.has_value() ? service->end : 0;
  if (!service.has_value()) PutInt(out, tag::kServiceId, ServiceOf(type));
  out.Raw(given.first(split));
  if (type == kPing || type == kPong) {
    const std::uint32_t kind = type == kPing ? tag::kPing : tag::kPong;
    if (!HasTag(given, kind)) PutBool(out, kind, true);
  } else if (!HasTag(given, tag::kMessageId)) {
    // A header with a ServiceId of its own and no MessageId is one that has none (4.5).
    const bool unset = service.has_value() && MessageOf(type) == kUnsetMessage;
    if (!unset) PutInt(out, tag::kMessageId, WireMessageOf(type));
  }
  out.Raw(given.subspan(split));
}

Status CheckType(NativeType type, const Header& header) {
  const bool system = header.service == service::kSystem;
  const bool same_message = system || header.message == WireMessageOf(type);
  if (header.service == ServiceOf(type) && same_message) return Ok();
  return Status::Because(Code::kBadRequest, "says service " + std::to_string(header.service) + ", message " +
                                                std::to_string(header.message) + ", which is another type")
      .In("header")
      .In("fields");
}

// The header's tokens as they go into the (first) packet.
Result<ByteVector> MakeHeader(std::string_view type, const Json& fields) {
  ByteVector given;
  Writer given_tokens(given);
  DRAGOMAN_TRY(PutTokens(given_tokens, fields, "header"));
  ByteVector header;
  Writer out(header);
  if (type.empty()) {
    out.Raw(given);
  } else {
    const Result<NativeType> native = FindType(type);
    if (!native.ok()) return native.status();
    PutHeader(out, *native, given);
  }
  if (!HasTag(given, tag::kHeaderEnd)) PutBool(out, tag::kHeaderEnd, true);
  return header;
}

// Puts the two fields of a sequence's first packet in front of HeaderEnd.
void PutSequenceStart(ByteVector& header, std::size_t body_bytes) {
  const std::optional<Place> end = FindToken(header, tag::kHeaderEnd);
  const ByteVector last(header.begin() + static_cast<std::ptrdiff_t>(end->begin), header.end());
  header.resize(end->begin);
  Writer out(header);
  PutNum(out, tag::kSequenceStart, body_bytes);
  PutBool(out, tag::kLastInSequence, false);
  out.Raw(last);
}

Status PutPackets(Writer& out, ByteVector header_bytes, const Header& header, Bytes body) {
  const bool fits = body.size() <= kMaxSinglePacketBody &&
                    kLengthBytes + header_bytes.size() + body.size() <= kMaxSentPacketBytes;
  const bool begins = header.last_in_sequence.has_value() ? !*header.last_in_sequence : !fits;
  if (!begins || header.service == service::kSystem) return PutPacket(out, header_bytes, body);
  if (!header.last_in_sequence.has_value()) PutSequenceStart(header_bytes, body.size());
  const std::size_t part = FirstPartBytes(header_bytes.size(), body.size());
  DRAGOMAN_TRY(PutPacket(out, header_bytes, body.first(part)));
  return PutContinuation(out, header.service, header.message, body.subspan(part));
}

}  // namespace

Result<ByteVector> EncodeLine(std::string_view type, const Json& fields) {
  if (!fields.is_object()) return Status(Code::kBadRequest, "must be {\"header\": ..., \"body\": ...}").In("fields");
  for (const auto& [name, value] : fields.AsObject()) {
    if (name == "header" || name == "body") continue;
    return Status::Because(Code::kBadRequest, "there is no '" + name + "' in it: what is sent is its \"body\", a list "
                                              "like [[7, \"number\", 5]]").In("fields");
  }
  Result<ByteVector> header_bytes = MakeHeader(type, fields);
  if (!header_bytes.ok()) return header_bytes.status();
  const Result<Header> header = ReadHeader(Slice::View(*header_bytes));
  if (!header.ok()) {
    Status why = header.status();
    return why.In("fields");
  }
  if (header->size != header_bytes->size()) {
    return Status(Code::kBadRequest, "goes on after HeaderEnd").In("header").In("fields");
  }
  if (!type.empty()) DRAGOMAN_TRY(CheckType(*FindType(type), *header));

  ByteVector body;
  Writer body_tokens(body);
  DRAGOMAN_TRY(PutTokens(body_tokens, fields, "body"));
  const bool announced = header->last_in_sequence.has_value() && header->sequence_start.has_value();
  if (announced && body.size() > static_cast<std::uint64_t>(*header->sequence_start)) {
    return Status(Code::kBadRequest, "has {} bytes, SequenceStart announces {}", body.size(),
                  static_cast<std::uint64_t>(*header->sequence_start))
        .In("body")
        .In("fields");
  }
  ByteVector line;
  Writer out(line);
  DRAGOMAN_TRY(PutPackets(out, std::move(*header_bytes), *header, body));
  return line;
}

}  // namespace dragoman::flowee
