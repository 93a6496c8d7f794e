// The pure functions of the Chia dialect against tests/vectors/chia.json.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/base/json.h"
#include "dialects/chia/clvm/item.h"
#include "dialects/chia/clvm/serialized.h"
#include "dialects/chia/clvm/tree_hash.h"
#include "dialects/chia/points/points.h"

namespace dragoman::chia {
namespace {

const Json& Vectors() {
  static const Json file = [] {
    std::ifstream in(DRAGOMAN_SOURCE_DIR "/tests/vectors/chia.json", std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    Result<Json> json = Json::Parse(text.str());
    EXPECT_TRUE(json.ok()) << json.status().ToString();
    return json.ok() ? *json : Json();
  }();
  return file;
}

const Json::Array& Entries(const char* family) {
  const Json::Array& entries = Vectors()[family].AsArray();
  EXPECT_FALSE(entries.empty()) << family;
  return entries;
}

ByteVector HexOf(const Json& text) {
  Result<ByteVector> bytes = FromHex(text.AsString());
  EXPECT_TRUE(bytes.ok()) << text.AsString();
  return bytes.ok() ? *bytes : ByteVector();
}

bool IsGood(const Json& entry) { return entry["outcome"].AsString() == "ok"; }

TEST(ChiaMath, ProgramsHaveTheLengthOfTheVectors) {
  for (const Json& entry : Entries("clvm_length")) {
    SCOPED_TRACE(entry.Dump());
    const Result<std::size_t> length = SerializedLength(HexOf(entry["hex"]));
    ASSERT_EQ(length.ok(), IsGood(entry)) << length.status().ToString();
    if (!length.ok()) continue;
    EXPECT_EQ(*length, *entry["length"].Uint64());
  }
}

TEST(ChiaMath, SizePrefixesReadAsInTheVectors) {
  for (const Json& entry : Entries("clvm_size_prefix")) {
    SCOPED_TRACE(entry.Dump());
    const Result<clvm::AtomPrefix> prefix = clvm::ReadAtomPrefix(HexOf(entry["hex"]));
    ASSERT_EQ(prefix.ok(), IsGood(entry)) << prefix.status().ToString();
    if (!prefix.ok()) continue;
    EXPECT_EQ(prefix->size, *entry["size"].Uint64());
    EXPECT_EQ(prefix->prefix_bytes, *entry["prefix_bytes"].Uint64());
  }
}

TEST(ChiaMath, TreeHashesAreThoseOfTheVectors) {
  for (const Json& entry : Entries("clvm_tree_hash")) {
    SCOPED_TRACE(entry.Dump());
    const Result<Hash256> hash = TreeHash(HexOf(entry["hex"]));
    ASSERT_TRUE(hash.ok()) << hash.status().ToString();
    EXPECT_EQ(ToHex(*hash), entry["tree_hash"].AsString());
  }
}

template <std::size_t N>
ByteArray<N> FixedOf(const Json& text) {
  const ByteVector bytes = HexOf(text);
  EXPECT_EQ(bytes.size(), N) << text.AsString();
  ByteArray<N> array{};
  std::copy_n(bytes.begin(), std::min(N, bytes.size()), array.begin());
  return array;
}

TEST(ChiaMath, PointsAreTakenOrRefusedAsInTheVectors) {
  for (const Json& entry : Entries("bls_encoding")) {
    SCOPED_TRACE(entry.Dump());
    const bool is_g1 = entry["type"].AsString() == "G1";
    const Status status = is_g1 ? CheckG1(FixedOf<48>(entry["hex"])) : CheckG2(FixedOf<96>(entry["hex"]));
    EXPECT_EQ(status.ok(), IsGood(entry)) << status.ToString();
  }
}

}  // namespace
}  // namespace dragoman::chia
