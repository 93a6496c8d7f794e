#include "core/dialect/field_inspector.h"

#include "core/base/hex.h"

namespace dragoman {
namespace {

Result<const MessagePlan*> Known(const Plan& plan, std::string_view type) {
  if (const MessagePlan* message = plan.Find(type)) return message;
  std::vector<std::string_view> known;
  for (const MessagePlan& message : plan.messages) known.push_back(message.name);
  return UnknownTypeName(type, known);
}

Status TooLarge(const MessagePlan& message, std::size_t size) {
  return Status(Code::kOverLimit, "message of {} bytes is over the limit of {}", size, message.rules.bytes)
      .In(message.name.c_str());
}

// A body's JSON, with the input added where encoding it again would spell it otherwise.
Result<Json> Describe(const MessagePlan& message, Bytes body) {
  if (body.size() > message.rules.bytes) return TooLarge(message, body.size());
  Result<Json> fields = message.to_json(Slice::View(body));
  if (!fields.ok()) return fields.status();
  Json described;
  described.Set("type", message.name);
  described.Set("fields", std::move(*fields));
  return described;
}

Result<ByteVector> Raw(const Json& message) { return FromHex(message["raw"].AsString()); }

}  // namespace

Status UnknownTypeName(std::string_view type, const std::vector<std::string_view>& known) {
  std::string text = "unknown message type \"" + std::string(type) + "\". Known: ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? "" : ", ") + std::string(known[i]);
  return Status::Because(Code::kUsage, std::move(text));
}

Result<Json> FieldInspector::DecodeAs(std::string_view type, Bytes body) const {
  const auto plan_held = plan();
  const Result<const MessagePlan*> message = Known(*plan_held, type);
  if (!message.ok()) return message.status();
  Result<Json> described = Describe(**message, body);
  if (!described.ok()) return described.status();
  const Result<ByteVector> again = (*message)->from_json((*described)["fields"]);
  if (!again.ok() || !std::equal(again->begin(), again->end(), body.begin(), body.end())) {
    described->Set("raw", ToHex(body));
  }
  return described;
}

Result<ByteVector> FieldInspector::EncodeAs(std::string_view type, const Json& message) const {
  if (message.Find("raw") != nullptr) return Raw(message);
  const auto plan_held = plan();
  const Result<const MessagePlan*> known = Known(*plan_held, type);
  if (!known.ok()) return known.status();
  Result<ByteVector> body = (*known)->from_json(message["fields"]);
  if (body.ok() && body->size() > (*known)->rules.bytes) return TooLarge(**known, body->size());
  if (body.ok()) return body;
  Status why = body.status();
  return why.In("fields");
}

Result<Json> FieldInspector::Decode(Bytes line) const {
  const auto plan_held = plan();
  const auto framer = plan_held->framer();
  Cut cut = framer->Next(line);
  if (cut.kind == Cut::Kind::kReject) return std::move(cut.why);
  if (cut.kind == Cut::Kind::kNeed) {
    return Status(Code::kTruncated, "{} bytes are there, a whole message has {} or more", line.size(), cut.need)
        .At(line.size());
  }
  if (cut.size != line.size()) {
    return Status(Code::kTrailing, "{} bytes follow the message", line.size() - cut.size).At(cut.size);
  }
  const auto codec = plan_held->codec();
  const Result<std::optional<Envelope>> opened = codec->Open(Slice::View(line), cut.header);
  if (!opened.ok()) return opened.status();
  if (!opened->has_value()) return Status(Code::kTruncated, "the message is not complete").At(line.size());
  const Envelope& envelope = **opened;
  const MessagePlan* message = plan_held->Find(envelope.native);
  if (message == nullptr) return Status(Code::kUnknownType, "unknown message type {}", envelope.native).At(cut.header);
  Result<Json> described = Describe(*message, envelope.body);
  if (!described.ok()) {
    Status why = described.status();
    return why.Shift(static_cast<std::uint64_t>(envelope.body.data() - line.data()));
  }
  const Result<ByteVector> again = Encode(*described);
  if (!again.ok() || !std::equal(again->begin(), again->end(), line.begin(), line.end())) {
    described->Set("raw", ToHex(line));
  }
  return described;
}

Result<ByteVector> FieldInspector::Encode(const Json& message) const {
  if (message.Find("raw") != nullptr) return Raw(message);
  if (!message["type"].is_string()) return Status(Code::kBadRequest, "needs a \"type\"");
  const auto plan_held = plan();
  const Result<const MessagePlan*> known = Known(*plan_held, message["type"].AsString());
  if (!known.ok()) return known.status();
  const Result<ByteVector> body = EncodeAs(message["type"].AsString(), message);
  if (!body.ok()) return body.status();
  Envelope envelope;
  envelope.native = (*known)->native;
  envelope.body = Slice::View(*body);
  ByteVector line;
  Writer writer(line);
  const auto codec = plan_held->codec();
  DRAGOMAN_TRY(codec->Seal(envelope, writer));
  return line;
}

}  // namespace dragoman
