#include "dialects/flowee/token_json.h"

#include "core/base/hex.h"
#include "dialects/flowee/double_text.h"
#include "dialects/flowee/token_reader.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

const char* NameOf(Token::Type type) {
  switch (type) {
    case Token::Type::kNumber: return "number";
    case Token::Type::kString: return "string";
    case Token::Type::kBytes: return "bytes";
    case Token::Type::kBool: return "bool";
    case Token::Type::kDouble: return "double";
  }
  return "number";
}

Status TakeNumber(const Json& value, Token& token) {
  const Result<std::uint64_t> positive = value.Uint64();
  if (positive.ok()) {
    token.bits = *positive;
    return Ok();
  }
  const Result<std::int64_t> negative = value.Int64();
  if (!negative.ok()) return Status(Code::kBadRequest, "must be an integer up to 2^64 - 1, as a number or a string");
  if (*negative < kLowestNumber) return Status(Code::kOverLimit, "must not be below -2147483648");
  token.bits = static_cast<std::uint64_t>(-*negative);
  token.negative = true;
  return Ok();
}

// The bytes of a string or byte array token, kept in `held` while it is written.
Status TakeBytes(const Json& value, ByteVector& held) {
  if (!value.is_string()) return Status(Code::kBadRequest, "must be hexadecimal text");
  Result<ByteVector> bytes = FromHex(value.AsString());
  if (!bytes.ok()) return bytes.status();
  held = std::move(*bytes);
  return Ok();
}

Status TakeString(const Json& value, ByteVector& held) {
  if (const Json* hex = value.Find("hex"); hex != nullptr) return TakeBytes(*hex, held);
  if (!value.is_string()) return Status(Code::kBadRequest, "must be a string, or {\"hex\": ...}");
  const Bytes bytes = AsBytes(value.AsString());
  held.assign(bytes.begin(), bytes.end());
  return Ok();
}

Status TakeDouble(const Json& value, Token& token) {
  const bool is_number = value.is_double() || value.is_integer();
  const std::optional<std::uint64_t> bits = ParseDoubleBits(is_number ? value.Dump() : value.AsString());
  if (!bits.has_value()) {
    return Status(Code::kBadRequest, "must be a decimal number, \"inf\", \"-inf\" or \"nan:\" and 16 hex digits");
  }
  token.bits = *bits;
  return Ok();
}

Status TakeValue(const Json& type, const Json& value, Token& token, ByteVector& held) {
  const std::string& name = type.AsString();
  if (name == "number") return TakeNumber(value, token);
  if (name == "string") {
    token.type = Token::Type::kString;
    return TakeString(value, held);
  }
  if (name == "bytes") {
    token.type = Token::Type::kBytes;
    return TakeBytes(value, held);
  }
  if (name == "bool") {
    token.type = Token::Type::kBool;
    if (!value.is_bool()) return Status(Code::kBadRequest, "must be true or false");
    token.bits = value.AsBool() ? 1 : 0;
    return Ok();
  }
  if (name == "double") {
    token.type = Token::Type::kDouble;
    return TakeDouble(value, token);
  }
  return Status(Code::kBadRequest, "its type must be number, string, bytes, bool or double").In(std::size_t{1});
}

}  // namespace

Json ValueToJson(const Token& token) {
  switch (token.type) {
    case Token::Type::kNumber: return token.negative ? Json::SafeInt(token.Int()) : Json::SafeInt(token.bits);
    case Token::Type::kString: {
      const std::string_view text = AsText(token.data);
      if (IsValidUtf8(text)) return Json(text);
      Json odd;
      odd.Set("hex", ToHex(token.data));
      return odd;
    }
    case Token::Type::kBytes: return Json(ToHex(token.data));
    case Token::Type::kBool: return Json(token.bits != 0);
    case Token::Type::kDouble: return Json(DoubleText(token.bits));
  }
  return {};
}

Json TokenToJson(const Token& token) {
  Json item{Json::Array()};
  item.Push(Json(token.tag));
  item.Push(NameOf(token.type));
  item.Push(ValueToJson(token));
  return item;
}

Result<Json> TokensToJson(Bytes document) {
  Json list{Json::Array()};
  TokenReader tokens(document);
  while (tokens.Next()) list.Push(TokenToJson(tokens.token()));
  if (!tokens.ok()) return tokens.status();
  return list;
}

Status PutJsonToken(Writer& out, const Json& json) {
  if (!json.is_array() || json.AsArray().size() != 3) {
    return Status(Code::kBadRequest, "must be [tag, type, value]");
  }
  const Json::Array& parts = json.AsArray();
  const Result<std::uint64_t> tag = parts[0].Uint64();
  if (!tag.ok() || *tag > 0xffffffff) {
    return Status(Code::kBadRequest, "the tag must be 0 to 4294967295").In(std::size_t{0});
  }
  Token token;
  token.tag = static_cast<std::uint32_t>(*tag);
  ByteVector held;
  DRAGOMAN_TRY(TakeValue(parts[1], parts[2], token, held));
  token.data = held;
  PutToken(out, token);
  return Ok();
}

Status PutJsonTokens(Writer& out, const Json& list) {
  if (!list.is_array()) return Status(Code::kBadRequest, "must be a list of tokens");
  for (std::size_t i = 0; i < list.AsArray().size(); ++i) {
    Status put = PutJsonToken(out, list.AsArray()[i]);
    if (!put.ok()) return put.In(i);
  }
  return Ok();
}

}  // namespace dragoman::flowee
