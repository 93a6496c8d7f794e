#include "apps/dragoman/envelopes.h"

namespace dragoman {
namespace {

// What a peer that was sent these bytes would see.
Result<Envelope> Open(const Plan& plan, Bytes line) {
  const Slice owned = Slice::Copy(line);
  const auto framer = plan.framer();
  const auto codec = plan.codec();
  for (std::size_t at = 0; at < owned.size();) {
    Cut cut = framer->Next(owned.Sub(at));
    if (cut.kind == Cut::Kind::kReject) return std::move(cut.why);
    if (cut.kind == Cut::Kind::kNeed) break;
    Result<std::optional<Envelope>> opened = codec->Open(owned.Sub(at, cut.size), cut.header);
    if (!opened.ok()) return opened.status();
    if (opened->has_value()) return (*opened)->Owned();
    at += cut.size;
  }
  return Status(Code::kBadRequest, "the message is not complete");
}

Result<Envelope> OpenMessage(const Dialect& dialect, const std::string& type, Json fields) {
  Json message;
  message.Set("type", type);
  message.Set("fields", std::move(fields));
  const Result<ByteVector> line = dialect.inspector().Encode(message);
  if (!line.ok()) return line.status();
  return Open(*dialect.plan(), *line);
}

}  // namespace

Result<Envelope> EnvelopeOfFields(const Dialect& dialect, const std::string& type, const Json& fields) {
  if (fields.is_object()) return OpenMessage(dialect, type, fields);
  Json message;
  message.Set("fields", fields);
  const Result<ByteVector> body = dialect.inspector().EncodeAs(type, message);
  if (!body.ok()) return body.status();
  return EnvelopeOfBody(dialect, type, *body);
}

Result<Envelope> EnvelopeOfBody(const Dialect& dialect, const std::string& type, Bytes body) {
  Envelope envelope;
  if (const MessagePlan* known = dialect.plan()->Find(type); known != nullptr) {
    envelope.native = known->native;
  } else {
    // A type that has no name of its own, as decode prints those.
    Result<Envelope> empty = OpenMessage(dialect, type, Json(Json::Object()));
    if (!empty.ok()) return empty.status();
    envelope = std::move(*empty);
  }
  envelope.body = Slice::Copy(body);
  return envelope;
}

Result<Json> JsonOfEnvelope(const Dialect& dialect, const Envelope& envelope) {
  ByteVector line;
  Writer writer(line);
  const auto codec = dialect.plan()->codec();
  DRAGOMAN_TRY(codec->Seal(envelope, writer));
  return dialect.inspector().Decode(line);
}

}  // namespace dragoman
