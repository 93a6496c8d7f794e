#include "dialects/flowee/flowee_inspector.h"

#include "core/base/hex.h"
#include "dialects/flowee/line.h"
#include "dialects/flowee/line_writer.h"
#include "dialects/flowee/messages/catalog.h"
#include "dialects/flowee/named_json.h"
#include "dialects/flowee/token_json.h"

namespace dragoman::flowee {
namespace {

constexpr std::string_view kCmf = "cmf";

std::string TypeOf(const Line& line) {
  const bool is_system = line.header.service == service::kSystem;
  if (is_system && line.header.ping) return "System.Ping";
  if (is_system && line.header.pong) return "System.Pong";
  return NameOf(line.header.service, line.header.message, line.body.bytes());
}

// Adds `raw` unless `encoded` is the input again.
void SetRawUnlessEqual(Json& message, Bytes input, const Result<ByteVector>& encoded) {
  const bool equal = encoded.ok() && std::equal(input.begin(), input.end(), encoded->begin(), encoded->end());
  if (!equal) message.Set("raw", ToHex(input));
}

Result<ByteVector> EncodeTokens(const Json& list) {
  ByteVector bytes;
  Writer out(bytes);
  Status put = PutJsonTokens(out, list);
  if (!put.ok()) return put.In("fields");
  return bytes;
}

Result<ByteVector> EncodeRaw(const Json& raw) {
  if (!raw.is_string()) return Status(Code::kBadRequest, "must be hexadecimal text").In("raw");
  Result<ByteVector> bytes = FromHex(raw.AsString());
  if (!bytes.ok()) {
    Status why = bytes.status();
    return why.In("raw");
  }
  return bytes;
}

const Json* FindRaw(const Json& message) {
  const Json* raw = message.Find("raw");
  return raw != nullptr && !raw->is_null() ? raw : nullptr;
}

}  // namespace

Result<Json> FloweeInspector::Decode(Bytes bytes) const {
  const Result<Line> line = ReadLine(bytes);
  if (!line.ok()) return line.status();
  Result<Json> header = TokensToJson(line->header_tokens);
  if (!header.ok()) return header.status();
  Result<Json> body = TokensToJson(line->body.bytes());

  Json fields;
  fields.Set("header", std::move(*header));
  fields.Set("body", body.ok() ? std::move(*body) : Json());
  Json message;
  message.Set("type", TypeOf(*line));
  message.Set("fields", std::move(fields));
  if (body.ok()) {
    const NativeType native = NativeOf(line->header.service, line->header.message, line->body.bytes());
    message.Set("named", NamedFields(native, line->body.bytes()));
  }
  SetRawUnlessEqual(message, bytes, EncodeLine(message["type"].AsString(), message["fields"]));
  return message;
}

Result<ByteVector> FloweeInspector::Encode(const Json& message) const {
  if (const Json* raw = FindRaw(message); raw != nullptr) return EncodeRaw(*raw);
  const Json& type = message["type"];
  if (type.is_string() && type.AsString() == kCmf) return EncodeTokens(message["fields"]);
  if (!type.is_null() && !type.is_string()) return Status(Code::kBadRequest, "must be a string").In("type");
  return EncodeLine(type.AsString(), message["fields"]);
}

Result<Json> FloweeInspector::DecodeAs(std::string_view type, Bytes body) const {
  const bool is_cmf = type == kCmf;
  const Result<NativeType> native = is_cmf ? Result<NativeType>(NativeType{0}) : FindType(type);
  if (!native.ok()) return native.status();
  Result<Json> tokens = TokensToJson(body);
  if (!tokens.ok()) return tokens.status();
  Json message;
  message.Set("type", type);
  message.Set("fields", std::move(*tokens));
  if (!is_cmf) message.Set("named", NamedFields(*native, body));
  SetRawUnlessEqual(message, body, EncodeTokens(message["fields"]));
  return message;
}

Result<ByteVector> FloweeInspector::EncodeAs(std::string_view type, const Json& message) const {
  if (type != kCmf) {
    const Result<NativeType> native = FindType(type);
    if (!native.ok()) return native.status();
  }
  if (const Json* raw = FindRaw(message); raw != nullptr) return EncodeRaw(*raw);
  const Json& fields = message["fields"];
  return EncodeTokens(fields.Find("body") != nullptr ? fields["body"] : fields);
}

}  // namespace dragoman::flowee
