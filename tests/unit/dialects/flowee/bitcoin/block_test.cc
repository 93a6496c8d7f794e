#include "dialects/flowee/bitcoin/block.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/networks.h"
#include "dialects/flowee/bitcoin/work.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

TEST(BitcoinBlock, ParsesTheRecordedChain) {
  const Json& chain = RecordedVectors()["chain"];
  ASSERT_EQ(RecordedBlocks().size(), 116u);
  Hash256 previous{};
  for (std::size_t height = 0; height < RecordedBlocks().size(); ++height) {
    SCOPED_TRACE(height);
    const Bytes block = RecordedBlocks()[height];
    const Result<ParsedBlock> parsed = ParseBlock(block);
    ASSERT_TRUE(parsed.ok()) << parsed.status().ToString();
    const std::string key = std::to_string(height);
    EXPECT_EQ(ToHex(parsed->header.hash), chain["main_chain"][key].AsString());
    EXPECT_EQ(parsed->header.previous, previous);
    previous = parsed->header.hash;
    const Json* size = chain["sizes"].Find(key);
    EXPECT_EQ(block.size(), size == nullptr ? 181u : *size->Uint64());
    EXPECT_TRUE(CheckMerkleRoot(*parsed).ok());
    EXPECT_TRUE(CheckWork(parsed->header, *FindNetwork("regtest")).ok());
  }
}

TEST(BitcoinBlock, FindsTransactionsWhereTheHubFindsThem) {
  const Json& recorded = RecordedVectors()["chain"]["transaction_offsets"];
  for (std::size_t height = 0; height < RecordedBlocks().size(); ++height) {
    Json::Array expected{Json(81)};
    const Json* offsets = recorded.Find(std::to_string(height));
    if (offsets != nullptr) expected = offsets->AsArray();
    const Result<ParsedBlock> parsed = ParseBlock(RecordedBlocks()[height]);
    ASSERT_TRUE(parsed.ok());
    ASSERT_EQ(parsed->transactions.size(), expected.size()) << height;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(parsed->transactions[i].offset, *expected[i].Uint64());
    }
  }
}

TEST(BitcoinBlock, HeaderSaysWhatTheHubSays) {
  const Result<Header> header = ParseHeader(RecordedBlocks()[115]);
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->version, 536870912);
  EXPECT_EQ(ToHex(header->merkle_root),
            "2047e66484bfeb991719c570f16cea7524675d3a463f4c5bc5ba735e4c657a5e");
  EXPECT_EQ(header->time, 1564842869u);
  EXPECT_EQ(header->bits, 545259519u);
  EXPECT_EQ(header->nonce, 1u);
}

TEST(BitcoinBlock, RefusesItsStartAtEveryLength) {
  const Bytes block = RecordedBlocks()[111];
  for (std::size_t length = 0; length < block.size(); ++length) {
    const Result<ParsedBlock> parsed = ParseBlock(block.first(length));
    ASSERT_FALSE(parsed.ok()) << length;
    EXPECT_EQ(parsed.status().code(), Code::kTruncated) << length;
    EXPECT_LE(parsed.status().offset(), length);
    EXPECT_NE(parsed.status().Path(), "") << length;
  }
}

TEST(BitcoinBlock, NoFlippedByteGoesUnseen) {
  const Network& regtest = *FindNetwork("regtest");
  const Bytes block = RecordedBlocks()[1];
  const Hash256 hash = ParseHeader(block)->hash;
  for (std::size_t at = 0; at < block.size(); ++at) {
    for (const unsigned flip : {0x01u, 0x80u, 0xffu}) {
      ByteVector changed(block.begin(), block.end());
      changed[at] = static_cast<std::uint8_t>(changed[at] ^ flip);
      const Result<ParsedBlock> parsed = ParseBlock(changed);
      if (!parsed.ok()) {
        EXPECT_TRUE(parsed.status().has_offset());
        continue;
      }
      const bool sound = CheckMerkleRoot(*parsed).ok() && CheckWork(parsed->header, regtest).ok();
      EXPECT_FALSE(sound && parsed->header.hash == hash) << at;
    }
  }
}

TEST(BitcoinBlock, RefusesBytesAfterItsEnd) {
  ByteVector block = *FromHex(ToHex(RecordedBlocks()[1]));
  block.push_back(0);
  EXPECT_EQ(ParseBlock(block).status().ToString(),
            "the block ends before the last 1 bytes (byte 181)");
}

TEST(BitcoinBlock, ALyingCountReservesNothing) {
  ByteVector block = *FromHex(ToHex(RecordedBlocks()[1].Sub(0, 80)) + "ffffffffffffffffff");
  EXPECT_EQ(ParseBlock(block).status().ToString(),
            "transactions: 18446744073709551615 are announced, but 0 bytes are left (byte 80)");
}

TEST(BitcoinBlock, WantsOneCoinbaseAndThatFirst) {
  const Bytes block = RecordedBlocks()[111];
  const Result<ParsedBlock> parsed = ParseBlock(block);
  const Transaction& coinbase = parsed->transactions[0];
  const Transaction& other = parsed->transactions[1];
  const std::string header = ToHex(block.first(80));
  const std::string first = ToHex(block.subspan(coinbase.offset, coinbase.size));
  const std::string second = ToHex(block.subspan(other.offset, other.size));

  EXPECT_EQ(ParseBlock(*FromHex(header + "01" + second)).status().ToString(),
            "transactions[0]: the first transaction must be a coinbase (byte 81)");
  EXPECT_EQ(ParseBlock(*FromHex(header + "02" + first + first)).status().ToString(),
            "transactions[1]: only the first transaction may be a coinbase (byte 181)");
  EXPECT_EQ(ParseBlock(*FromHex(header + "00")).status().ToString(),
            "transactions: there must be at least one (byte 80)");
}

TEST(BitcoinBlock, SeesARepeatedTail) {
  // Three transactions fold as if the third stood there twice, so the longer block keeps its merkle
  // root.
  Result<ParsedBlock> parsed = ParseBlock(RecordedBlocks()[111]);
  ASSERT_TRUE(parsed.ok());
  parsed->transactions.resize(3);
  EXPECT_EQ(CheckMerkleRoot(*parsed).ToString(),
            "header.merkle_root: the transactions do not hash to the merkle root (byte 36)");

  parsed = ParseBlock(RecordedBlocks()[111]);
  ASSERT_EQ(parsed->transactions.size(), 10u);  // 5 pairs, 3, 2: the last two repeat
  parsed->transactions.push_back(parsed->transactions[8]);
  parsed->transactions.push_back(parsed->transactions[9]);
  EXPECT_EQ(CheckMerkleRoot(*parsed).ToString(),
            "header.merkle_root: transactions at the end are repeated (byte 36)");
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
