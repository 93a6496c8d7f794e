// What the reference's packages say of generated cases, and what we say.
#include "tests/vectors/chia_oracle.h"

#include "dialects/chia/block_filter.h"
#include "dialects/chia/clvm/serialized.h"
#include "dialects/chia/clvm/tree_hash.h"
#include "dialects/chia/merkle_set.h"
#include "dialects/chia/points/points.h"
#include "dialects/chia/rate_limiter.h"
#include "dialects/chia/rewards.h"
#include "dialects/chia/version.h"

namespace dragoman::chia {
namespace {

using vectors::Fixed;
using vectors::HexWord;
using vectors::OracleCases;
using vectors::Words;

TEST(ChiaOracle, ProgramsEndWhereTheReferenceEndsThemAndHashTheSame) {
  for (const Words& words : OracleCases("clvm")) {
    SCOPED_TRACE(words[0]);
    const ByteVector input = HexWord(words[0]);
    const Result<std::size_t> length = SerializedLength(input);
    ASSERT_EQ(length.ok() ? std::to_string(*length) : "error", words[1]) << length.status().ToString();
    if (!length.ok()) continue;
    const Result<Hash256> hash = TreeHash(Bytes(input).first(*length));
    ASSERT_TRUE(hash.ok()) << hash.status().ToString();
    ASSERT_EQ(ToHex(*hash), words[2]);
  }
}

TEST(ChiaOracle, PointsAreTakenExactlyWhereTheReferenceTakesThem) {
  for (const Words& words : OracleCases("points")) {
    SCOPED_TRACE(words[0] + " " + words[1]);
    const Status status = words[0] == "g1" ? CheckG1(Fixed<48>(words[1])) : CheckG2(Fixed<96>(words[1]));
    ASSERT_EQ(status.ok() ? "ok" : "error", words[2]) << status.ToString();
  }
}

TEST(ChiaOracle, MerkleSetsHaveTheReferencesRootsAndProofs) {
  for (const Words& words : OracleCases("merkle")) {
    SCOPED_TRACE(words[0]);
    const auto of = std::find(words.begin(), words.end(), "of");
    std::vector<Hash256> leaves;
    for (auto leaf = of + 1; leaf != words.end(); ++leaf) leaves.push_back(Fixed<32>(*leaf));
    const MerkleSet set(leaves);
    ASSERT_EQ(ToHex(set.Root()), words[0]);
    for (auto asked = words.begin() + 1; asked != of; asked += 3) {
      const Hash256 leaf = Fixed<32>(asked[0]);
      const MerkleProof proof = set.Prove(leaf);
      ASSERT_EQ(proof.included, asked[1] == "1");
      ASSERT_EQ(ToHex(proof.bytes), asked[2]);
      const Result<bool> shown = CheckMerkleProof(set.Root(), leaf, proof.bytes);
      ASSERT_TRUE(shown.ok()) << shown.status().ToString();
      ASSERT_EQ(*shown, proof.included);
    }
  }
}

TEST(ChiaOracle, MerkleProofsShowUsWhatTheyShowTheReference) {
  for (const Words& words : OracleCases("proofs")) {
    SCOPED_TRACE(words[0] + " " + words[1] + " " + words[2]);
    const Result<bool> shown = CheckMerkleProof(Fixed<32>(words[0]), Fixed<32>(words[1]), HexWord(words[2]));
    ASSERT_EQ(!shown.ok() ? "error" : *shown ? "in" : "out", words[3]) << shown.status().ToString();
  }
}

TEST(ChiaOracle, FiltersAreEncodedAsByTheReference) {
  for (const Words& words : OracleCases("filter")) {
    std::vector<Hash256> elements;
    for (auto element = words.begin() + 1; element != words.end(); ++element) elements.push_back(Fixed<32>(*element));
    ASSERT_EQ(ToHex(EncodeFilter(elements)), words[0]);
  }
}

TEST(ChiaOracle, FiltersAreReadAsByTheReference) {
  for (const Words& words : OracleCases("filters_read")) {
    SCOPED_TRACE(words[0]);
    const Result<BlockFilter> filter = BlockFilter::Read(HexWord(words[0]));
    ASSERT_EQ(filter.ok() ? "ok" : "error", words[1]) << filter.status().ToString();
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
      ASSERT_EQ(filter->Matches(Fixed<32>(words[i])), words[i + 1] == "1") << words[i];
    }
  }
}

TEST(ChiaOracle, RewardsAreThoseOfTheReference) {
  for (const Words& words : OracleCases("rewards")) {
    SCOPED_TRACE(words[0]);
    const auto height = static_cast<std::uint32_t>(std::stoul(words[0]));
    const Hash256 challenge = Fixed<32>(words[1]);
    ASSERT_EQ(std::to_string(PoolReward(height)), words[2]);
    ASSERT_EQ(std::to_string(FarmerReward(height)), words[3]);
    ASSERT_EQ(ToHex(PoolParentId(challenge, height)), words[4]);
    ASSERT_EQ(ToHex(FarmerParentId(challenge, height)), words[5]);
  }
}

TEST(ChiaOracle, TransactionBlocksClaimTheRewardsThatTheReferenceClaims) {
  for (const Words& words : OracleCases("claims")) {
    SCOPED_TRACE(words[0]);
    const auto of = std::find(words.begin(), words.end(), "of");
    std::vector<RewardedBlock> before;
    for (auto word = words.begin() + 1; word != of; word += 5) {
      before.push_back({static_cast<std::uint32_t>(std::stoul(word[0])), Fixed<32>(word[1]), Fixed<32>(word[2]),
                        word[3] == "1", std::stoull(word[4])});
    }
    std::vector<RewardCoin> expected;
    for (auto word = of + 1; word != words.end(); word += 3) {
      expected.push_back({Fixed<32>(word[0]), Fixed<32>(word[1]), std::stoull(word[2])});
    }
    const Result<std::vector<RewardCoin>> claims = RewardClaims(Fixed<32>(words[0]), before);
    ASSERT_TRUE(claims.ok()) << claims.status().ToString();
    ASSERT_EQ(*claims, expected);
  }
}

const char* Word(RateBreach breach) {
  constexpr const char* kWords[] = {"none", "aggregate_count", "aggregate_total", "count", "size", "total"};
  return kWords[static_cast<std::size_t>(breach)];
}

TEST(ChiaOracle, MessagesAreWithinOrAboveTheRatesAsForTheReference) {
  for (const Words& words : OracleCases("rates")) {
    const auto direction = words[0] == "in" ? RateLimiter::Direction::kInbound : RateLimiter::Direction::kOutbound;
    RateLimiter limiter(direction, static_cast<unsigned>(std::stoul(words[1])));
    limiter.UseVersion(static_cast<unsigned>(std::stoul(words[2])));
    for (std::size_t i = 3; i < words.size(); i += 4) {
      SCOPED_TRACE(words[0] + " " + words[1] + " % version " + words[2] + ", word " + std::to_string(i));
      const auto type = static_cast<std::uint8_t>(std::stoul(words[i]));
      const Instant now{std::chrono::milliseconds(std::stoll(words[i + 2]))};
      ASSERT_STREQ(Word(limiter.Check(type, std::stoull(words[i + 1]), now)), words[i + 3].c_str());
    }
  }
}

std::string Standing(const Version& a, const Version& b) { return a < b ? "<" : a > b ? ">" : "="; }

TEST(ChiaOracle, VersionsAreTakenAndOrderedAsByPackaging) {
  for (const Words& words : OracleCases("versions")) {
    const ByteVector first = HexWord(words[0]), second = HexWord(words[1]);
    SCOPED_TRACE(std::string(AsText(first)) + " and " + std::string(AsText(second)));
    const Result<Version> a = Version::Parse(AsText(first));
    const Result<Version> b = Version::Parse(AsText(second));
    ASSERT_TRUE(b.ok()) << b.status().ToString();
    ASSERT_EQ(a.ok() ? Standing(*a, *b) : "error", words[2]) << a.status().ToString();
  }
}

}  // namespace
}  // namespace dragoman::chia
