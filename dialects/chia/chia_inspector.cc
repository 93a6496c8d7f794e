#include "dialects/chia/chia_inspector.h"

#include "core/base/hex.h"
#include "core/dialect/field_inspector.h"
#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/frame.h"

namespace dragoman::chia {
namespace {

constexpr wire::JsonNotation kNotation{.hex_prefix = true};

Result<const TypeEntry*> Known(std::string_view name) {
  if (const TypeEntry* entry = Types().Find(name)) return entry;
  std::vector<std::string_view> known;
  for (const TypeEntry& entry : Types().entries()) {
    if (entry.is_message()) known.push_back(entry.message);
  }
  for (const TypeEntry& entry : Types().entries()) {
    if (!entry.is_message()) known.push_back(entry.name);
  }
  return UnknownTypeName(name, known);
}

void SetRawUnlessEqual(Json& message, Bytes input, const Result<ByteVector>& encoded) {
  const bool equal = encoded.ok() && std::equal(input.begin(), input.end(), encoded->begin(), encoded->end());
  if (!equal) message.Set("raw", "0x" + ToHex(input));
}

Result<ByteVector> EncodeFields(const TypeEntry& entry, const Json& message) {
  Result<ByteVector> body = entry.forms.from_json(message["fields"]);
  if (body.ok()) return body;
  Status why = body.status();
  return why.In("fields");
}

Result<ByteVector> EncodeRaw(const Json& raw) {
  Result<ByteVector> bytes = raw.is_string() ? FromHex(raw.AsString()) : Status(Code::kBadRequest, "");
  if (!bytes.ok()) return Status(Code::kBadRequest, "must be hexadecimal text").In("raw");
  return bytes;
}

// Absent and null: none.
Result<std::optional<std::int64_t>> IdOf(const Json& message) {
  const Json& id = message["id"];
  if (id.is_null()) return std::optional<std::int64_t>();
  const Result<std::int64_t> number = id.Int64();
  if (!number.ok() || *number < 0 || *number > 0xFFFF) {
    return Status(Code::kBadRequest, "must be null or an integer from 0 to {}", 0xFFFF).In("id");
  }
  return std::optional<std::int64_t>(*number);
}

}  // namespace

Result<Json> ChiaInspector::Decode(Bytes line) const {
  const Result<FrameHeader> header = ReadFrame(line);
  if (!header.ok()) return header.status();
  const TypeEntry& entry = *Types().FindMessage(header->type);
  Result<Json> fields = entry.forms.to_json(Slice::View(line.subspan(header->size)), kNotation);
  if (!fields.ok()) {
    Status why = fields.status();
    return why.Shift(header->size);
  }
  Json message;
  message.Set("type", entry.message);
  message.Set("id", header->id.has_value() ? Json(int{*header->id}) : Json());
  message.Set("fields", std::move(*fields));
  SetRawUnlessEqual(message, line, Encode(message));
  return message;
}

Result<ByteVector> ChiaInspector::Encode(const Json& message) const {
  if (const Json* raw = message.Find("raw"); raw != nullptr) return EncodeRaw(*raw);
  if (!message["type"].is_string()) return Status(Code::kBadRequest, "needs a \"type\"");
  const Result<const TypeEntry*> known = Known(message["type"].AsString());
  if (!known.ok()) return known.status();
  const TypeEntry& entry = **known;
  if (!entry.is_message()) {
    return Status::Because(Code::kBadRequest, "\"" + std::string(entry.name) +
                                                  "\" is no message. Its bare bytes: encode --type " +
                                                  std::string(entry.name));
  }
  const Result<std::optional<std::int64_t>> id = IdOf(message);
  if (!id.ok()) return id.status();
  const Result<ByteVector> body = EncodeFields(entry, message);
  if (!body.ok()) return body.status();
  Envelope envelope;
  envelope.native = entry.type;
  envelope.id = *id;
  envelope.body = Slice::View(*body);
  ByteVector line;
  Writer writer(line);
  DRAGOMAN_TRY(MakeFrameCodec()->Seal(envelope, writer));
  return line;
}

Result<Json> ChiaInspector::DecodeAs(std::string_view type, Bytes body) const {
  const Result<const TypeEntry*> entry = Known(type);
  if (!entry.ok()) return entry.status();
  Result<Json> fields = (*entry)->forms.to_json(Slice::View(body), kNotation);
  if (!fields.ok()) return fields.status();
  Json message;
  message.Set("type", type);
  message.Set("fields", std::move(*fields));
  SetRawUnlessEqual(message, body, EncodeFields(**entry, message));
  return message;
}

Result<ByteVector> ChiaInspector::EncodeAs(std::string_view type, const Json& message) const {
  const Result<const TypeEntry*> entry = Known(type);
  if (!entry.ok()) return entry.status();
  if (const Json* raw = message.Find("raw"); raw != nullptr) return EncodeRaw(*raw);
  return EncodeFields(**entry, message);
}

}  // namespace dragoman::chia
