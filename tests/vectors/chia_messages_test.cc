// Every message of tests/vectors/chia.json, and every recorded frame: bit-exact both ways and in JSON.
#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/frame.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia {
namespace {

using vectors::HexBytes;
using vectors::Same;

// Decodes to the JSON of the file, and the file's JSON encodes to the bytes.
void ExpectBothWays(const std::string& type, const std::string& hex, const Json& json) {
  const ChiaInspector inspector;
  const ByteVector body = HexBytes(hex);
  const Result<Json> decoded = inspector.DecodeAs(type, body);
  ASSERT_TRUE(decoded.ok()) << decoded.status().ToString();
  EXPECT_TRUE(Same(json, (*decoded)["fields"])) << (*decoded)["fields"].Dump() << "\n" << json.Dump();
  EXPECT_EQ((*decoded)["type"].AsString(), type);
  EXPECT_EQ(decoded->Find("raw"), nullptr);
  const Result<Json> printed = Json::Parse(decoded->Dump());
  ASSERT_TRUE(printed.ok());
  for (const Json& fields : {(*printed)["fields"], json}) {
    Json message;
    message.Set("fields", fields);
    const Result<ByteVector> encoded = inspector.EncodeAs(type, message);
    ASSERT_TRUE(encoded.ok()) << encoded.status().ToString();
    EXPECT_EQ(ToHex(*encoded), hex);
  }
}

TEST(ChiaVectors, EveryMessageAndStructIsBitExactBothWaysAndInJson) {
  ASSERT_EQ(vectors::File()["messages"].AsArray().size(), 89u);
  for (const Json& entry : vectors::File()["messages"].AsArray()) {
    SCOPED_TRACE(entry["name"].AsString());
    ExpectBothWays(entry["type"].AsString(), entry["hex"].AsString(), entry["json"]);
  }
}

TEST(ChiaVectors, MessagesAreTheSameUnderTheirMessageNameAndInAFrame) {
  const ChiaInspector inspector;
  for (const Json& entry : vectors::File()["messages"].AsArray()) {
    if (entry["message_type"].is_null()) continue;
    SCOPED_TRACE(entry["name"].AsString());
    const TypeEntry* type = Types().FindMessage(static_cast<std::uint8_t>(*entry["message_type"].Uint64()));
    ASSERT_NE(type, nullptr);
    ExpectBothWays(std::string(type->message), entry["hex"].AsString(), entry["json"]);

    const ByteVector body = HexBytes(entry["hex"]);
    for (const bool with_id : {false, true}) {
      Envelope envelope;
      envelope.native = type->type;
      if (with_id) envelope.id = 0xABCD;
      envelope.body = Slice::View(body);
      ByteVector frame;
      Writer writer(frame);
      ASSERT_TRUE(MakeFrameCodec()->Seal(envelope, writer).ok());
      EXPECT_EQ(frame.size(), body.size() + (with_id ? 8 : 6));
      const Result<Json> decoded = inspector.Decode(frame);
      ASSERT_TRUE(decoded.ok()) << decoded.status().ToString();
      EXPECT_EQ((*decoded)["type"].AsString(), type->message);
      EXPECT_EQ((*decoded)["id"], with_id ? Json(0xABCD) : Json());
      EXPECT_TRUE(Same(entry["json"], (*decoded)["fields"]));
      const Result<ByteVector> encoded = inspector.Encode(*decoded);
      ASSERT_TRUE(encoded.ok()) << encoded.status().ToString();
      EXPECT_EQ(ToHex(*encoded), ToHex(frame));
    }
  }
}

TEST(ChiaVectors, EveryAssignedNumberHasItsMessageAndNoOtherHas) {
  const auto& types = vectors::File()["message_types"].AsObject();
  ASSERT_EQ(types.size(), 112u);
  std::size_t assigned = 0;
  for (int type = 0; type < 256; ++type) assigned += IsAssigned(static_cast<std::uint8_t>(type)) ? 1 : 0;
  EXPECT_EQ(assigned, types.size());
  std::size_t messages = 0;
  for (const TypeEntry& entry : Types().entries()) messages += entry.is_message() ? 1 : 0;
  EXPECT_EQ(messages, types.size());
  for (const auto& [name, number] : types) {
    const TypeEntry* entry = Types().Find(name);
    ASSERT_NE(entry, nullptr) << name;
    EXPECT_EQ(entry->type, *number.Uint64()) << name;
    EXPECT_TRUE(IsAssigned(entry->type)) << name;
  }
}

TEST(ChiaVectors, EveryMessageHasTheLargerSingleSizeOfTheRateLimits) {
  const Json& limits = vectors::File()["rate_limits"];
  for (const TypeEntry& entry : Types().entries()) {
    if (!entry.is_message()) continue;
    const Json& second = limits["v2"][entry.message];
    const std::uint64_t first = *limits["v1"][entry.message]["max_size"].Uint64();
    EXPECT_EQ(entry.bytes, std::max(first, second.is_null() ? 0 : *second["max_size"].Uint64())) << entry.message;
  }
}

TEST(ChiaVectors, EveryRecordedFrameDecodesAndEncodesBitExact) {
  const ChiaInspector inspector;
  std::size_t frames = 0;
  std::size_t malformed = 0;
  for (const Json& session : vectors::File()["live_sessions"].AsArray()) {
    for (const Json& step : session["steps"].AsArray()) {
      if (step.Find("hex") == nullptr) continue;
      SCOPED_TRACE(session["name"].AsString() + " " + step["name"].AsString());
      const ByteVector frame = HexBytes(step["hex"]);
      const Result<Json> decoded = inspector.Decode(frame);
      if (step["malformed"].AsBool()) {
        ++malformed;
        EXPECT_FALSE(decoded.ok());
        continue;
      }
      ++frames;
      ASSERT_TRUE(decoded.ok()) << decoded.status().ToString();
      EXPECT_EQ(decoded->Find("raw"), nullptr);
      EXPECT_EQ((*decoded)["type"], step["name"]);
      EXPECT_EQ((*decoded)["id"], step["id"]);
      if (!step["decoded"].is_null()) {
        EXPECT_TRUE(Same(step["decoded"], (*decoded)["fields"])) << decoded->Dump();
      }
      const Result<ByteVector> encoded = inspector.Encode(*decoded);
      ASSERT_TRUE(encoded.ok()) << encoded.status().ToString();
      EXPECT_EQ(ToHex(*encoded), step["hex"].AsString());
    }
  }
  EXPECT_EQ(frames, 264u);
  EXPECT_EQ(malformed, 4u);
}

TEST(ChiaVectors, TheFramesOfBadHandshakesAreReadAsFarAsTheyAreFrames) {
  const ChiaInspector inspector;
  for (const Json& entry : vectors::File()["bad_handshakes"].AsArray()) {
    SCOPED_TRACE(entry["id"].AsString());
    const ByteVector frame = HexBytes(entry["frame_hex"]);
    const Result<FrameHeader> header = ReadFrame(frame);
    // The number 2 is not assigned; what else is wrong with the others is the handshake's to say.
    if (*entry["message_type"].Uint64() == 2) {
      EXPECT_EQ(header.status().code(), Code::kUnknownType);
      continue;
    }
    ASSERT_TRUE(header.ok()) << header.status().ToString();
    EXPECT_EQ(header->type, *entry["message_type"].Uint64());
    const Result<Json> decoded = inspector.DecodeAs("handshake", Bytes(frame).subspan(header->size));
    ASSERT_TRUE(decoded.ok()) << decoded.status().ToString();
    for (const char* field : {"network_id", "protocol_version", "software_version", "server_port", "node_type",
                              "capabilities"}) {
      EXPECT_TRUE(Same(entry[field], (*decoded)["fields"][field])) << field;
    }
  }
}

}  // namespace
}  // namespace dragoman::chia
