// Every entry of tests/vectors/flowee*.json, decoded and encoded again bit for bit.
#include <optional>

#include <gtest/gtest.h>

#include "core/base/hash.h"
#include "dialects/flowee/double_text.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/flowee_inspector.h"
#include "dialects/flowee/packet_framer.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

using vectors::HexBytes;
using vectors::Recorded;

constexpr std::size_t kLongBytes = 400;

std::string IntegerText(const Json& value) { return value.is_string() ? value.AsString() : value.Dump(); }

// The file's spellings: long byte arrays by their length, doubles with any exponent, numbers as strings.
bool SameValue(const std::string& type, const Json& file, const Json& ours) {
  if (type == "number") return IntegerText(file) == IntegerText(ours);
  if (type == "double") return ParseDoubleBits(file.AsString()) == ParseDoubleBits(ours.AsString());
  if (type == "bytes" && ours.AsString().size() > 2 * kLongBytes) {
    return file.AsString() == "(" + std::to_string(ours.AsString().size() / 2) + " bytes)";
  }
  return file == ours;
}

bool SameTokens(const Json& file, const Json& ours) {
  if (file.AsArray().size() != ours.AsArray().size()) return false;
  for (std::size_t i = 0; i < file.AsArray().size(); ++i) {
    const Json::Array& theirs = file.AsArray()[i].AsArray();
    const Json::Array& mine = ours.AsArray()[i].AsArray();
    if (theirs[0] != mine[0] || theirs[1] != mine[1]) return false;
    if (!SameValue(mine[1].AsString(), theirs[2], mine[2])) return false;
  }
  return true;
}

Json Decoded(const Result<Json>& decoded) {
  EXPECT_TRUE(decoded.ok()) << decoded.status().ToString();
  return decoded.ok() ? *decoded : Json();
}

std::string EncodedHex(const Result<ByteVector>& encoded) {
  EXPECT_TRUE(encoded.ok()) << encoded.status().ToString();
  return encoded.ok() ? ToHex(*encoded) : "error";
}

// A token entry as the token notation has it.
Json ExpectedToken(const Json& entry) {
  const std::string& type = entry["type"].AsString();
  Json token{Json::Array()};
  token.Push(entry["tag"]);
  token.Push(type == "positive" || type == "negative" ? Json("number") : entry["type"]);
  token.Push(entry["value"]);
  return token;
}

TEST(FloweeVectors, EveryTokenDecodesAndEncodes) {
  const Json file = vectors::ReadVectorFile("flowee.json");
  const FloweeInspector inspector;
  ASSERT_EQ(file["tokens"].AsArray().size(), 82u);
  for (const Json& entry : file["tokens"].AsArray()) {
    SCOPED_TRACE(entry["name"].AsString());
    const ByteVector bytes = HexBytes(entry["hex"].AsString());
    const Json decoded = Decoded(inspector.DecodeAs("cmf", bytes));
    Json expected{Json::Array()};
    expected.Push(ExpectedToken(entry));
    EXPECT_TRUE(SameTokens(expected, decoded["fields"])) << decoded.Dump();
    EXPECT_EQ(decoded.Find("raw"), nullptr);
    EXPECT_EQ(EncodedHex(inspector.EncodeAs("cmf", decoded)), entry["hex"].AsString());

    Json ours;
    ours.Set("fields", expected);
    EXPECT_EQ(EncodedHex(inspector.EncodeAs("cmf", ours)), entry["hex"].AsString());

    TokenReader tokens(bytes);
    ASSERT_TRUE(tokens.Next());
    EXPECT_TRUE(tokens.canonical());
    const std::string& reader_class = entry["reference_reader_class"].AsString();
    EXPECT_EQ(tokens.token().is_int32(), reader_class == "int32");
    EXPECT_EQ(tokens.token().is_number(), reader_class == "int32" || reader_class == "uint64");
  }
}

// One token of a reference_result; numbers above 2^64 and below -2^31 are errors of ours (wire/flowee.md 3.2, 3.3).
bool SameAsReference(const Json& reference, const Token& token) {
  const std::string& reader_class = reference["class"].AsString();
  if (*reference["tag"].Uint64() != token.tag) return false;
  if (reader_class == "int32") return token.is_int32() && *reference["value"].Int64() == token.Int();
  if (reader_class == "uint64") return token.is_number() && !token.is_int32() && *reference["value"].Uint64() == token.Num();
  if (reader_class == "bool") return token.is_bool() && reference["value"].AsBool() == token.Bool();
  if (reader_class == "string") return token.is_string() && *reference["length"].Uint64() == token.data.size();
  if (reader_class == "bytes") return token.is_bytes() && *reference["length"].Uint64() == token.data.size();
  return reader_class == "double" && token.is_double();
}

TEST(FloweeVectors, EveryUnusualDocumentReadsAsTheReferenceReadsIt) {
  const Json file = vectors::ReadVectorFile("flowee.json");
  const FloweeInspector inspector;
  ASSERT_EQ(file["decode_only"].AsArray().size(), 16u);
  for (const Json& entry : file["decode_only"].AsArray()) {
    const std::string& name = entry["name"].AsString();
    SCOPED_TRACE(name);
    const bool ours = name == "number_ten_bytes_overflow" || name == "negative_2e32";
    const ByteVector bytes = HexBytes(entry["hex"].AsString());
    TokenReader tokens(bytes);
    for (const Json& reference : entry["reference_result"].AsArray()) {
      if (ours || reference.AsString() == "error") {
        EXPECT_FALSE(tokens.Next());
        EXPECT_FALSE(tokens.ok());
        EXPECT_TRUE(tokens.status().has_offset());
        break;
      }
      if (reference.AsString() == "end") {
        EXPECT_FALSE(tokens.Next());
        EXPECT_TRUE(tokens.ok()) << tokens.status().ToString();
        break;
      }
      ASSERT_TRUE(tokens.Next()) << tokens.status().ToString();
      EXPECT_TRUE(SameAsReference(reference, tokens.token())) << reference.Dump();
    }
    const Result<Json> decoded = inspector.DecodeAs("cmf", bytes);
    EXPECT_EQ(decoded.ok(), tokens.ok());
    if (decoded.ok()) {
      EXPECT_EQ(EncodedHex(inspector.EncodeAs("cmf", *decoded)), entry["hex"].AsString());
    }
  }
}

TEST(FloweeVectors, EveryMessageDecodesToItsTokensAndEncodesToItsBytes) {
  const FloweeInspector inspector;
  const std::vector<Recorded> messages = vectors::AllMessages();
  EXPECT_GT(messages.size(), 1500u);
  for (const Recorded& message : messages) {
    SCOPED_TRACE(message.name);
    const ByteVector line = message.line();
    const Json decoded = Decoded(inspector.Decode(line));
    EXPECT_TRUE(SameTokens(message.header, decoded["fields"]["header"])) << decoded.Dump();
    if (!message.body.is_null()) {
      EXPECT_TRUE(SameTokens(message.body, decoded["fields"]["body"])) << decoded.Dump();
    }
    EXPECT_EQ(EncodedHex(inspector.Encode(decoded)), ToHex(line));
    const bool is_cmf = !decoded["fields"]["body"].is_null();
    EXPECT_EQ(decoded.Find("raw") != nullptr, !is_cmf) << "canonical messages need no raw";
  }
}

// What the joined bodies of the companion file must be: {body_bytes, sha256, body}.
void ExpectJoined(const Json& joined, const Recorded& message) {
  const FloweeInspector inspector;
  const Json decoded = Decoded(inspector.Decode(message.line()));
  FloweeCodec codec;
  std::optional<Envelope> envelope;
  for (const ByteVector& packet : message.packets) {
    Result<std::optional<Envelope>> opened = codec.Open(Slice::View(packet), kLengthBytes);
    ASSERT_TRUE(opened.ok()) << opened.status().ToString();
    envelope = *opened;
  }
  ASSERT_TRUE(envelope.has_value());
  EXPECT_EQ(envelope->body.size(), *joined["body_bytes"].Uint64());
  EXPECT_EQ(ToHex(Sha256(envelope->body.bytes())), joined["sha256"].AsString());
  EXPECT_TRUE(SameTokens(joined["body"], decoded["fields"]["body"]));
}

void ExpectAllJoined(const Json& node, std::size_t& count) {
  for (const char* key : {"request", "reply", "send", "receive"}) {
    const Json* joined = node.Find(std::string(key) + "_joined");
    if (joined == nullptr) continue;
    SCOPED_TRACE(node["name"].AsString() + node["description"].AsString());
    std::vector<Recorded> messages;
    vectors::CollectMessages(key, node[key], messages);
    for (const Recorded& message : messages) {
      if (message.packets.size() > 1) {
        ExpectJoined(*joined, message);
        ++count;
      }
    }
  }
  for (const Json& item : node.AsArray()) ExpectAllJoined(item, count);
  for (const auto& member : node.AsObject()) ExpectAllJoined(member.second, count);
}

TEST(FloweeVectors, JoinedBodiesHaveTheRecordedSizeDigestAndTokens) {
  std::size_t count = 0;
  ExpectAllJoined(vectors::ReadVectorFile("flowee-chain.json"), count);
  EXPECT_GT(count, 5u);
}

// True if a writer would have put the header's tags in this order (wire/flowee.md 4.1).
bool IsInOrder(const Json& header) {
  std::int64_t before = 0;
  for (const Json& token : header.AsArray()) {
    const std::int64_t tag = *token.AsArray()[0].Int64();
    if (tag == 0 || tag == 3 || tag == 4) continue;
    if (tag <= before) return false;
    before = tag;
  }
  return true;
}

TEST(FloweeVectors, TheCodecOpensAndSealsEveryMessage) {
  for (const Recorded& message : vectors::AllMessages()) {
    SCOPED_TRACE(message.name);
    FloweeCodec codec;
    std::optional<Envelope> envelope;
    for (const ByteVector& packet : message.packets) {
      ASSERT_FALSE(envelope.has_value());
      Result<std::optional<Envelope>> opened = codec.Open(Slice::Copy(packet), kLengthBytes);
      ASSERT_TRUE(opened.ok()) << opened.status().ToString();
      envelope = *opened;
    }
    if (!envelope.has_value()) continue;  // for the codec alone
    // What the codec drops or adds is all that may differ: an odd header makes another spelling.
    ByteVector sealed;
    Writer out(sealed);
    const Status status = codec.Seal(*envelope, out);
    ASSERT_TRUE(status.ok()) << status.ToString();
    Result<std::optional<Envelope>> again(std::optional<Envelope>{});
    FloweeCodec second;
    PacketFramer framer;
    for (Bytes rest = sealed; !rest.empty();) {
      const Cut cut = framer.Next(rest);
      ASSERT_EQ(cut.kind, Cut::Kind::kFrame);
      again = second.Open(Slice::View(rest.first(cut.size)), cut.header);
      ASSERT_TRUE(again.ok());
      rest = rest.subspan(cut.size);
    }
    ASSERT_TRUE(again->has_value());
    EXPECT_EQ((*again)->native, envelope->native);
    EXPECT_EQ((*again)->id, envelope->id);
    EXPECT_EQ((*again)->head, envelope->head);
    EXPECT_EQ((*again)->body, envelope->body);
    const bool is_plain = ServiceOf(envelope->native) != service::kSystem && IsInOrder(message.header) &&
                          sealed.size() == message.line().size();
    if (is_plain) {
      EXPECT_EQ(ToHex(sealed), ToHex(message.line()));
    }
  }
}

// The bytes of one step, which may be given as a head and a filling.
ByteVector StepBytes(const Json& step) {
  if (step.Find("send") != nullptr) return HexBytes(step["send"].AsString());
  ByteVector bytes = HexBytes(step["send_head"].AsString());
  bytes.resize(*step["send_bytes"].Uint64(), HexBytes(step["send_fill"].AsString())[0]);
  return bytes;
}

// True if framer and codec take all of `bytes` without an error.
bool Takes(PacketFramer& framer, FloweeCodec& codec, Bytes bytes) {
  while (!bytes.empty()) {
    const Cut cut = framer.Next(bytes);
    if (cut.kind == Cut::Kind::kReject) return false;
    if (cut.kind == Cut::Kind::kNeed) return true;
    if (!codec.Open(Slice::View(bytes.first(cut.size)), cut.header).ok()) return false;
    bytes = bytes.subspan(cut.size);
  }
  return true;
}

TEST(FloweeVectors, UnusualInputClosesOrDoesNotAsAtTheHub) {
  const Json file = vectors::ReadVectorFile("flowee.json");
  for (const Json& entry : file["behaviour"].AsArray()) {
    SCOPED_TRACE(entry["name"].AsString());
    PacketFramer framer;
    FloweeCodec codec;
    for (const Json& step : entry["steps"].AsArray()) {
      EXPECT_EQ(Takes(framer, codec, StepBytes(step)), !step["closed"].AsBool()) << step.Dump().substr(0, 200);
    }
  }
}

}  // namespace
}  // namespace dragoman::flowee
