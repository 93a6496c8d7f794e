// The pure functions of the Chia dialect against tests/vectors/chia.json.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "core/base/json.h"
#include "dialects/chia/block_filter.h"
#include "dialects/chia/clvm/item.h"
#include "dialects/chia/clvm/serialized.h"
#include "dialects/chia/clvm/tree_hash.h"
#include "dialects/chia/coin_id.h"
#include "dialects/chia/merkle_set.h"
#include "dialects/chia/points/points.h"
#include "dialects/chia/rate_table.h"

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

TEST(ChiaMath, CoinsHaveTheIdsOfTheVectors) {
  for (const Json& entry : Entries("coin_id")) {
    SCOPED_TRACE(entry.Dump());
    const std::uint64_t amount = *entry["amount"].Uint64();
    EXPECT_EQ(ToHex(ClvmInteger(amount).bytes()), entry["amount_bytes"].AsString());
    const Hash256 id = CoinId(FixedOf<32>(entry["parent_coin_info"]), FixedOf<32>(entry["puzzle_hash"]), amount);
    EXPECT_EQ(ToHex(id), entry["coin_id"].AsString());
  }
}

const Json& Message(const std::string& name) {
  for (const Json& entry : Entries("messages")) {
    if (entry["name"].AsString() == name) return entry;
  }
  ADD_FAILURE() << name << " is not among the vectors";
  static const Json none;
  return none;
}

Hash256 IdOf(const Json& coin) {
  return CoinId(FixedOf<32>(coin["parent_coin_info"]), FixedOf<32>(coin["puzzle_hash"]), *coin["amount"].Uint64());
}

// A real block with 12 spends: what the node committed to in its foliage.
TEST(ChiaMath, ABlocksRootsAndFilterFollowFromItsCoins) {
  const Json& block = Message("live_full_block_many_spends");
  const Json& foliage = block["json"]["foliage_transaction_block"];
  std::vector<Addition> additions;
  std::vector<Hash256> filtered, spent;
  for (const Json& coin : block["added_coins"].AsArray()) {  // with the rewards
    additions.push_back({FixedOf<32>(coin["puzzle_hash"]), IdOf(coin)});
    filtered.push_back(additions.back().puzzle_hash);
  }
  for (const Json& id : block["spent_coin_ids"].AsArray()) spent.push_back(FixedOf<32>(id));
  filtered.insert(filtered.end(), spent.begin(), spent.end());
  ASSERT_EQ(spent.size(), 12u);
  ASSERT_EQ(additions.size(), 146u);
  EXPECT_EQ(MerkleSet(AdditionLeaves(additions)).Root(), FixedOf<32>(foliage["additions_root"]));
  EXPECT_EQ(MerkleSet(spent).Root(), FixedOf<32>(foliage["removals_root"]));
  const ByteVector filter = EncodeFilter(filtered);
  EXPECT_EQ(ToHex(filter), block["transactions_filter"].AsString());
  EXPECT_EQ(Sha256(filter), FixedOf<32>(foliage["filter_hash"]));
}

// Each entry: the puzzle hash, its proof, and the proof of its coins if it has any.
TEST(ChiaMath, TheProofsOfARealAnswerShowWhatItSays) {
  const Json& answer = Message("live_respond_additions_many");
  const Hash256 root = FixedOf<32>(answer["additions_root"]);
  const Json::Array& coins = answer["json"]["coins"].AsArray();
  const Json::Array& proofs = answer["json"]["proofs"].AsArray();
  ASSERT_EQ(proofs.size(), 21u);
  ASSERT_EQ(coins.size(), proofs.size());
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    const Json::Array& proof = proofs[i].AsArray();
    const Json::Array& of_puzzle = coins[i].AsArray()[1].AsArray();
    const Result<bool> shown = CheckMerkleProof(root, FixedOf<32>(proof[0]), HexOf(proof[1]));
    ASSERT_TRUE(shown.ok()) << shown.status().ToString();
    EXPECT_EQ(*shown, !of_puzzle.empty()) << i;
    if (of_puzzle.empty()) continue;
    std::vector<Hash256> ids;
    for (const Json& coin : of_puzzle) ids.push_back(IdOf(coin));
    const Result<bool> second = CheckMerkleProof(root, CombinedCoinIds(ids), HexOf(proof[2]));
    ASSERT_TRUE(second.ok()) << second.status().ToString();
    EXPECT_TRUE(*second);
    EXPECT_FALSE(CheckMerkleProof(Hash256{}, FixedOf<32>(proof[0]), HexOf(proof[1])).ok()) << "another root";
  }
}

std::uint8_t TypeOf(const std::string& name) {
  const Json* number = Vectors()["message_types"].Find(name);
  EXPECT_NE(number, nullptr) << name;
  return number == nullptr ? std::uint8_t{0} : static_cast<std::uint8_t>(*number->Uint64());
}

void ExpectLimit(const RateLimit* ours, const Json& theirs) {
  ASSERT_NE(ours, nullptr);
  EXPECT_EQ(ours->size_only(), theirs["unlimited"].AsBool());
  EXPECT_EQ(ours->size, *theirs["max_size"].Uint64());
  if (ours->size_only()) return;
  EXPECT_EQ(ours->aggregate, theirs["aggregate"].AsBool());
  EXPECT_EQ(ours->count, *theirs["count"].Uint64());
  EXPECT_EQ(ours->total, *theirs["max_total_size"].Uint64());
}

TEST(ChiaMath, TheRateTableIsThatOfTheVectors) {
  const Json& rates = Vectors()["rate_limits"];
  EXPECT_EQ(kRateSlot.count(), *rates["window_seconds"].Int64());
  EXPECT_EQ(kAggregateCount, *rates["aggregate"]["count"].Uint64());
  EXPECT_EQ(kAggregateTotal, *rates["aggregate"]["max_total_size"].Uint64());
  std::size_t types = 0;
  for (unsigned type = 0; type < 256; ++type) types += RateLimitOf(static_cast<std::uint8_t>(type), 1) != nullptr;
  EXPECT_EQ(types, rates["v1"].AsObject().size());
  for (const auto& [name, limit] : rates["v1"].AsObject()) {
    SCOPED_TRACE(name);
    ExpectLimit(RateLimitOf(TypeOf(name), 1), limit);
    const Json* replaced = rates["v2"].Find(name);
    ExpectLimit(RateLimitOf(TypeOf(name), 2), replaced == nullptr ? limit : *replaced);
    EXPECT_EQ(RateLimitOf(TypeOf(name), 3), RateLimitOf(TypeOf(name), 2));
  }
}

TEST(ChiaMath, TheWindowsAreThoseOfTheVectorsInTheirOrder) {
  const Json::Object& windows = Vectors()["rate_limits"]["v3_windows"].AsObject();
  ASSERT_EQ(ReferenceWindows().size(), windows.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const Json& window = windows[i].second;
    EXPECT_EQ(ReferenceWindows()[i].type, TypeOf(windows[i].first));
    EXPECT_EQ(ReferenceWindows()[i].window, window.is_null() ? 0u : *window.Uint64()) << windows[i].first;
  }
  EXPECT_EQ(ReferenceWindow(TypeOf("request_blocks")), 2);
  EXPECT_EQ(ReferenceWindow(TypeOf("new_peak")), std::nullopt);
}

}  // namespace
}  // namespace dragoman::chia
