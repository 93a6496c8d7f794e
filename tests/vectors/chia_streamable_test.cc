// The edge cases of tests/vectors/chia.json: single values, lists cut off while parsing, versioned structs, points, and
// the texts of a handshake.
#include <functional>
#include <map>

#include "core/wire/json_fields.h"
#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/handshake_text.h"
#include "dialects/chia/messages/full_node.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia {
namespace {

using vectors::HexBytes;
using vectors::Same;

// A field of type T as the only one of a struct.
template <class T>
struct One {
  T value{};
  static void Fields(auto& visit, auto& m) { visit("value", m.value); }
};

struct Enumeration {
  std::uint8_t value = 0;
  static void Fields(auto& visit, auto& m) { visit("value", m.value); }
  Status Check() const {
    return value == 0 || value == 1 || value == 255 ? Ok() : Status(Code::kBadValue, "is none of the values");
  }
};

struct Outcome {
  Status status;
  std::size_t consumed = 0;
  Json value;
  std::string encoded;
  bool skims_alike = false;  // passing over it ends at the same place or fails too
};

template <class T>
Outcome Decode(const ByteVector& bytes) {
  Outcome outcome;
  const Slice input = Slice::Copy(bytes);
  Reader reader(input);
  One<T> one;
  wire::Decoder<BigEndianLayout>(reader).Value(one.value, kNoMax);
  outcome.status = reader.status();
  outcome.consumed = reader.offset();
  Reader skimmed(input);
  wire::Decoder<BigEndianLayout, false>(skimmed).Value(wire::kShape<T>, kNoMax);
  outcome.skims_alike = skimmed.ok() == reader.ok() && (!reader.ok() || skimmed.offset() == reader.offset());
  if (!reader.ok()) return outcome;
  wire::JsonWriter json;
  One<T>::Fields(json, one);
  outcome.value = json.Take()["value"];
  ByteVector again;
  Writer out(again);
  WriteMessage(one, out);
  outcome.encoded = ToHex(again);
  // And from its JSON, in the other notation.
  wire::JsonWriter prefixed({.hex_prefix = true});
  One<T>::Fields(prefixed, one);
  const Json printed = prefixed.Take();
  One<T> read;
  wire::JsonReader from(printed);
  One<T>::Fields(from, read);
  EXPECT_TRUE(from.status().ok()) << from.status().ToString();
  ByteVector third;
  Writer out_third(third);
  WriteMessage(read, out_third);
  EXPECT_EQ(ToHex(third), outcome.encoded);
  return outcome;
}

template <class... Ts>
using Tuple = std::tuple<Ts...>;
using u8 = std::uint8_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using i8 = std::int8_t;
using i32 = std::int32_t;

const std::map<std::string, Outcome (*)(const ByteVector&)>& Decoders() {
  static const std::map<std::string, Outcome (*)(const ByteVector&)> kDecoders = {
      {"bool", Decode<bool>},
      {"u32", Decode<u32>},
      {"u64", Decode<u64>},
      {"u128", Decode<Uint128>},
      {"i32", Decode<i32>},
      {"Tuple[u128,i128]", Decode<Tuple<Uint128, Int128>>},
      {"Optional[bool]", Decode<std::optional<bool>>},
      {"Optional[u8]", Decode<std::optional<u8>>},
      {"Optional[u32]", Decode<std::optional<u32>>},
      {"Optional[str]", Decode<std::optional<Text>>},
      {"bytes", Decode<Slice>},
      {"str", Decode<Text>},
      {"List[bool]", Decode<List<bool>>},
      {"List[u8]", Decode<List<u8>>},
      {"List[u32]", Decode<List<u32>>},
      {"List[List[u32]]", Decode<List<List<u32>>>},
      {"Tuple[bool,bool]", Decode<Tuple<bool, bool>>},
      {"Tuple[u8,str]", Decode<Tuple<u8, Text>>},
      {"Tuple[u32,u8,i8]", Decode<Tuple<u32, u8, i8>>},
      {"Tuple[u32,Tuple[u8,u8,u8],i32]", Decode<Tuple<u32, Tuple<u8, u8, u8>, i32>>},
      {"Tuple[u8,u32,u64,bool]", Decode<Tuple<u8, u32, u64, bool>>},
      {"Tuple[List[u8],List[u8]]", Decode<Tuple<List<u8>, List<u8>>>},
      {"Tuple[str,u32]", Decode<Tuple<Text, u32>>},
      {"Tuple[Tuple[u32,u32],Tuple[str,str]]", Decode<Tuple<Tuple<u32, u32>, Tuple<Text, Text>>>},
      {"Tuple[List[i8],str,Tuple[u32,u32]]", Decode<Tuple<List<i8>, Text, Tuple<u32, u32>>>},
      {"Enum8{0,1,255}", Decode<Enumeration>},
      {"SubEpochChallengeSegment", Decode<SubEpochChallengeSegment>},
      {"Coin", Decode<Coin>},
      {"SpendBundle", Decode<SpendBundle>},
      {"RequestPeers", Decode<RequestPeers>},
      {"Program", Decode<Program>},
  };
  return kDecoders;
}

TEST(ChiaStreamable, EverySingleValueHasItsOutcome) {
  ASSERT_EQ(vectors::File()["streamable"].AsArray().size(), 127u);
  for (const Json& entry : vectors::File()["streamable"].AsArray()) {
    SCOPED_TRACE(entry["id"].AsString());
    const auto decode = Decoders().find(entry["type"].AsString());
    ASSERT_NE(decode, Decoders().end()) << entry["type"].AsString();
    const ByteVector bytes = HexBytes(entry["hex"]);
    const Outcome outcome = decode->second(bytes);
    EXPECT_TRUE(outcome.skims_alike);
    const bool is_prefix = entry["mode"].AsString() == "prefix";
    const bool ok = outcome.status.ok() && (is_prefix || outcome.consumed == bytes.size());
    EXPECT_EQ(ok, entry["outcome"].AsString() == "ok") << outcome.status.ToString();
    if (!ok) continue;
    if (is_prefix) {
      EXPECT_EQ(outcome.consumed, *entry["consumed"].Uint64());
    }
    // An enumeration is shown as the struct that it is here.
    const Json& value = entry["type"].AsString().starts_with("Enum8") ? outcome.value["value"] : outcome.value;
    EXPECT_TRUE(Same(entry["value"], value)) << outcome.value.Dump();
    EXPECT_EQ(outcome.encoded, ToHex(Bytes(bytes).first(outcome.consumed)));
  }
}

template <class T>
void ExpectLimited(const Json& entry) {
  const Slice input = Slice::Copy(HexBytes(entry["hex"]));
  Reader reader(input);
  One<List<T>> one;
  wire::Decoder<BigEndianLayout>(reader).Value(one.value, kNoMax);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader.offset(), *entry["consumed"].Uint64());
  one.value = one.value.First(*entry["limit"].Uint64());
  wire::JsonWriter json;
  One<List<T>>::Fields(json, one);
  EXPECT_TRUE(Same(entry["value"], json.Take()["value"]));
}

TEST(ChiaStreamable, ListsAreCutOffAndTheRestIsSkipped) {
  for (const Json& entry : vectors::File()["limited_lists"].AsArray()) {
    SCOPED_TRACE(entry["id"].AsString());
    if (entry["type"].AsString() == "List[bool]") {
      ExpectLimited<bool>(entry);
    } else {
      ASSERT_EQ(entry["type"].AsString(), "List[bytes]");
      ExpectLimited<Slice>(entry);
    }
  }
}

TEST(ChiaStreamable, VersionedStructsHaveTheirOutcome) {
  const ChiaInspector inspector;
  ASSERT_EQ(vectors::File()["versioned"].AsArray().size(), 62u);
  for (const Json& entry : vectors::File()["versioned"].AsArray()) {
    SCOPED_TRACE(entry["id"].AsString());
    const ByteVector bytes = HexBytes(entry["hex"]);
    const Result<Json> decoded = inspector.DecodeAs(entry["type"].AsString(), bytes);
    ASSERT_EQ(decoded.ok(), entry["outcome"].AsString() == "ok") << decoded.status().ToString();
    if (!decoded.ok()) {
      EXPECT_EQ(decoded.status().code(), Code::kBadValue);
      continue;
    }
    const Json& fields = (*decoded)["fields"];
    if (!entry["value"].is_null()) {
      EXPECT_TRUE(Same(entry["value"], fields)) << fields.Dump();
    } else {
      EXPECT_TRUE(Same(entry["generator"], fields["transactions_generator"]));
      EXPECT_TRUE(Same(entry["ref_list"], fields["transactions_generator_ref_list"]));
      EXPECT_TRUE(Same(entry["buffer"], fields["transactions_generator_buffer"]));
      EXPECT_EQ(entry["version"], fields["version"]);
      EXPECT_EQ(bytes[*entry["prefix_offset"].Uint64()], *entry["prefix_byte"].Uint64());
    }
    const Result<ByteVector> encoded = inspector.EncodeAs(entry["type"].AsString(), *decoded);
    ASSERT_TRUE(encoded.ok()) << encoded.status().ToString();
    EXPECT_EQ(ToHex(*encoded), entry["hex"].AsString());
  }
}

// The JSON of a versioned entry with one member changed.
Json Changed(const std::string& id, const std::string& type, std::string_view key, const Json& value) {
  const ChiaInspector inspector;
  for (const Json& entry : vectors::File()["versioned"].AsArray()) {
    if (entry["id"].AsString() != id) continue;
    const Result<Json> decoded = inspector.DecodeAs(type, HexBytes(entry["hex"]));
    EXPECT_TRUE(decoded.ok());
    Json fields;
    for (const auto& [name, field] : (*decoded)["fields"].AsObject()) fields.Set(name, name == key ? value : field);
    Json message;
    message.Set("fields", std::move(fields));
    return message;
  }
  ADD_FAILURE() << id;
  return Json();
}

TEST(ChiaStreamable, AnObjectWhoseVersionContradictsItsFieldsIsAnEncodeError) {
  const ChiaInspector inspector;
  const auto fault = [&](const std::string& id, const std::string& type, std::string_view key, const Json& value) {
    const Result<ByteVector> encoded = inspector.EncodeAs(type, Changed(id, type, key, value));
    EXPECT_EQ(encoded.status().fault(), FaultClass::kRequest) << id << " " << key;
    return encoded.status().ToString();
  };
  const std::string lost = ": contradicts the other fields: encoded with them it would be lost";
  EXPECT_EQ(fault("pos-v0-pool", "ProofOfSpace", "plot_index", 3), "fields: plot_index" + lost);
  EXPECT_EQ(fault("pos-v0-pool", "ProofOfSpace", "strength", 3), "fields: strength" + lost);
  EXPECT_EQ(fault("pos-v0-pool", "ProofOfSpace", "version", 2), "fields: version" + lost);
  EXPECT_EQ(fault("pos-v1-pool", "ProofOfSpace", "size", 32), "fields: size" + lost);
  EXPECT_EQ(fault("pos-v1-pool", "ProofOfSpace", "pool_public_key", Json()),
            "fields: cannot be encoded: a proof of version 1 has a pool key or a contract hash, and not both (byte 0)");
  for (const std::string type : {"FullBlock", "UnfinishedBlock"}) {
    EXPECT_EQ(fault(type + "-v0-none", type, "transactions_generator_buffer", "0x80"),
              "fields: transactions_generator_buffer" + lost);
    EXPECT_EQ(fault(type + "-v0-gen-refs", type, "version", 1), "fields: transactions_generator" + lost);
    EXPECT_EQ(fault(type + "-v1-buffer", type, "transactions_generator", "0x80"),
              "fields: transactions_generator" + lost);
    EXPECT_EQ(fault(type + "-v1-none", type, "transactions_generator_ref_list", Json::Array{Json(5)}),
              "fields: transactions_generator_ref_list" + lost);
    EXPECT_EQ(fault(type + "-v1-none", type, "version", 7), "fields: version" + lost);
  }
}

// Faults of the curve are the points' to find (tests/unit/dialects/chia/points).
TEST(ChiaStreamable, PointsWithBadFlagsOrCoordinatesAreRefusedInTheCodec) {
  std::size_t refused = 0;
  for (const Json& entry : vectors::File()["bls_encoding"].AsArray()) {
    const std::string& hex = entry["hex"].AsString();
    SCOPED_TRACE(hex);
    const bool is_g1 = entry["type"].AsString() == "G1";
    const Outcome outcome = is_g1 ? Decode<G1>(HexBytes(hex)) : Decode<G2>(HexBytes(hex));
    // x = 0 is below the prime, and on the curve; it is outside the subgroup.
    const bool is_for_the_curve = hex.starts_with("8000");
    EXPECT_EQ(outcome.status.ok(), entry["outcome"].AsString() == "ok" || is_for_the_curve);
    EXPECT_TRUE(outcome.skims_alike);
    refused += outcome.status.ok() ? 0 : 1;
    if (outcome.status.ok()) {
      EXPECT_EQ(outcome.encoded, hex);
    }
  }
  EXPECT_EQ(refused, 7u);
}

TEST(ChiaStreamable, ACoordinateOfAPointIsBelowThePrime) {
  const std::string prime =
      "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
  const std::string below = prime.substr(0, 95) + "a";
  const auto flagged = [](std::string hex) { return hex.replace(0, 2, "9a"); };
  const auto g1 = [](const std::string& hex) { return Decode<G1>(HexBytes(hex)).status.ok(); };
  const auto g2 = [](const std::string& hex) { return Decode<G2>(HexBytes(hex)).status.ok(); };
  EXPECT_TRUE(g1(flagged(below)));
  EXPECT_FALSE(g1(flagged(prime)));
  EXPECT_TRUE(g2(flagged(below) + below));
  EXPECT_FALSE(g2(flagged(prime) + below));
  EXPECT_FALSE(g2(flagged(below) + prime));
  EXPECT_FALSE(g2(flagged(below) + "9" + below.substr(1))) << "the second coordinate has no flags";
}

TEST(ChiaHandshakeText, OnlyKnownCapabilitiesWithTheTextOneAreActive) {
  ASSERT_FALSE(vectors::File()["capabilities"]["cases"].AsArray().empty());
  for (const Json& entry : vectors::File()["capabilities"]["cases"].AsArray()) {
    std::vector<std::tuple<std::uint16_t, Text>> list;
    for (const Json& capability : entry["in"].AsArray()) {
      list.emplace_back(static_cast<std::uint16_t>(*capability.AsArray()[0].Uint64()), capability.AsArray()[1].AsString());
    }
    Json active{Json::Array()};
    for (const std::uint16_t number : ActiveCapabilities(list)) active.Push(Json(int{number}));
    EXPECT_EQ(active.Dump(), entry["active"].Dump()) << entry["in"].Dump();
  }
}

TEST(ChiaHandshakeText, ControlAndFormatCharactersAreTakenOutOfAVersion) {
  ASSERT_EQ(vectors::File()["software_version_cleaning"]["cases"].AsArray().size(), 9u);
  for (const Json& entry : vectors::File()["software_version_cleaning"]["cases"].AsArray()) {
    EXPECT_EQ(CleanSoftwareVersion(entry.AsArray()[0].AsString()), entry.AsArray()[1].AsString());
  }
  EXPECT_EQ(CleanSoftwareVersion("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB1\xF3\xA0\x80\x81"), "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB1");
}

}  // namespace
}  // namespace dragoman::chia
