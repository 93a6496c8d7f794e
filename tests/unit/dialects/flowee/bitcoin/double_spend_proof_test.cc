#include "dialects/flowee/bitcoin/double_spend_proof.h"

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/pool_memory.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee::bitcoin {
namespace {

// The recorded transaction of the flow `live`, its rival and the Hub's proof.
class DoubleSpendProof : public ::testing::Test {
 protected:
  DoubleSpendProof() {
    const Json file = vectors::ReadVectorFile("flowee-chain.json");
    for (const Json& flow : file["flows"].AsArray()) {
      if (flow["name"].AsString() != "live") continue;
      const Json::Array& steps = flow["steps"].AsArray();
      first_ = FirstValue(steps[23]["send"].AsArray()[0]);
      second_ = FirstValue(steps[36]["send"].AsArray()[0]);
      const Json& told = steps[38]["receive"].AsArray()[2];
      proof_ = vectors::HexBytes(told["body"].AsArray()[1].AsArray()[2].AsString());
    }
  }
  static ByteVector FirstValue(const Json& packet) {
    return vectors::HexBytes(packet["body"].AsArray()[0].AsArray()[2].AsString());
  }
  ByteVector first_, second_, proof_;
};

TEST_F(DoubleSpendProof, IsTheRecordedOneWhicheverCameFirst) {
  const Result<ByteVector> made = MakeDoubleSpendProof(first_, second_);
  ASSERT_TRUE(made.ok()) << made.status().ToString();
  EXPECT_EQ(ToHex(*made), ToHex(proof_));
  EXPECT_EQ(ToHex(*MakeDoubleSpendProof(second_, first_)), ToHex(proof_));
  EXPECT_EQ(ToHex(DoubleSha256(*made)),
            "aeff2ec7d840b21bb0f58c46ff372dc588c5fa32e234b2c469c208641c9e38ac");
}

TEST_F(DoubleSpendProof, NeedsAnOutputInCommon) {
  ByteVector other = second_;
  other[5] ^= 1;  // the transaction it spends from
  EXPECT_EQ(MakeDoubleSpendProof(first_, other).status().code(), Code::kUnsupported);
}

TEST_F(DoubleSpendProof, NeedsSignatures) {
  ByteVector unsigned_one = second_;
  unsigned_one[42] = 0;  // pushes nothing
  EXPECT_EQ(MakeDoubleSpendProof(first_, unsigned_one).status().code(), Code::kUnsupported);
  EXPECT_FALSE(MakeDoubleSpendProof(first_, Bytes(second_).first(50)).ok());
  EXPECT_FALSE(MakeDoubleSpendProof(Bytes(first_).first(50), second_).ok());
}

// Bytes at 42 to 114 are the push of the signature; its last byte says what is signed.
TEST_F(DoubleSpendProof, LeavesOpenWhatTheSignatureLeavesOpen) {
  constexpr std::size_t kTypeAt = 42 + 72;
  constexpr std::size_t kHashesAt = 36 + 12;
  const std::string zeros(64, '0');
  ASSERT_EQ(first_[kTypeAt], 0x41);
  const auto hashes = [this](std::uint8_t type) {
    ByteVector one = first_;
    ByteVector two = first_;
    one[kTypeAt] = two[kTypeAt] = type;
    const Result<ByteVector> proof = MakeDoubleSpendProof(one, two);
    EXPECT_TRUE(proof.ok());
    return ToHex(Bytes(*proof).subspan(kHashesAt, 96));
  };
  const std::string all = hashes(0x41);
  const std::string outpoints = all.substr(0, 64);
  const std::string outputs = all.substr(128);
  EXPECT_EQ(hashes(0x42), outpoints + zeros + zeros);
  EXPECT_EQ(hashes(0x43), outpoints + zeros + outputs);  // it has one output only
  EXPECT_EQ(hashes(0xc1), zeros + zeros + outputs);
  EXPECT_EQ(hashes(0xc2), zeros + zeros + zeros);
}

TEST_F(DoubleSpendProof, PoolMemoryIsWhatTheHubCounts) {
  EXPECT_EQ(PoolMemory(*ParseTransaction(first_)), 976u);
  // The recorded one of 13760 bytes: 400 outputs to key hashes.
  Transaction large = *ParseTransaction(first_);
  large.outputs.resize(400, large.outputs[0]);
  EXPECT_EQ(PoolMemory(large), 17904u - 976u);
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
