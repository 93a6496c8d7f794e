#include "dialects/flowee/bitcoin/chain_format.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

const std::shared_ptr<const ChainFormat> kFormat = MakeChainFormat();

TEST(BitcoinChainFormat, GivesTheGenesisOfEachNetwork) {
  const Slice genesis = kFormat->Genesis("regtest");
  EXPECT_EQ(genesis, RecordedBlocks()[0]);
  EXPECT_TRUE(genesis.owns());
  EXPECT_EQ(kFormat->Genesis("scalenet").size(), 285u);
  EXPECT_TRUE(kFormat->Genesis("elsewhere").empty());
}

TEST(BitcoinChainFormat, ReadsHeaders) {
  const Result<BlockHeader> header = kFormat->ReadHeader(RecordedBlocks()[115]);
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(kFormat->Display(header->hash),
            RecordedVectors()["chain"]["tip_hash_display"].AsString());
  EXPECT_EQ(ToHex(header->previous), RecordedVectors()["chain"]["main_chain"]["114"].AsString());
  EXPECT_EQ(header->time, 1564842869);
  EXPECT_EQ(ToHex(header->work), "02" + std::string(62, '0'));
  EXPECT_EQ(kFormat->ReadHeader(Bytes()).status().ToString(),
            "header.version: needs 4 bytes, 0 are left (byte 0)");
}

TEST(BitcoinChainFormat, ReadsTransactions) {
  const Slice& block = RecordedBlocks()[111];
  const Result<std::vector<BlockTransaction>> read = kFormat->ReadTransactions(block);
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->size(), 10u);
  std::uint64_t end = 81;
  for (const BlockTransaction& transaction : *read) {
    EXPECT_EQ(transaction.offset, end);
    end += transaction.size;
    EXPECT_EQ(transaction.coinbase, &transaction == &read->front());
    EXPECT_EQ(transaction.spends.empty(), transaction.coinbase);
    EXPECT_FALSE(transaction.outputs.empty());
  }
  EXPECT_EQ(end, block.size());
}

TEST(BitcoinChainFormat, SpendsWhatEarlierBlocksPaid) {
  std::vector<OutputPoint> unspent;
  for (const Slice& block : RecordedBlocks()) {
    const Result<std::vector<BlockTransaction>> read = kFormat->ReadTransactions(block);
    ASSERT_TRUE(read.ok());
    for (const BlockTransaction& transaction : *read) {
      for (const OutputPoint& spent : transaction.spends) {
        EXPECT_EQ(std::erase(unspent, spent), 1u);
      }
      for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i) {
        unspent.push_back({transaction.id, i});
      }
    }
  }
}

TEST(BitcoinChainFormat, RefusesTransactionsTheHeaderDoesNotName) {
  ByteVector block = *FromHex(ToHex(RecordedBlocks()[1]));
  block[40] ^= 1;
  EXPECT_EQ(kFormat->ReadTransactions(block).status().Path(), "header.merkle_root");
}

TEST(BitcoinChainFormat, ChecksWorkByNetwork) {
  const Slice& block = RecordedBlocks()[1];
  EXPECT_TRUE(kFormat->CheckWork(block, "regtest").ok());
  EXPECT_EQ(kFormat->CheckWork(block, "main").fault(), FaultClass::kPeer);
  EXPECT_EQ(kFormat->CheckWork(block, "elsewhere").Text(), "unknown network \"elsewhere\"");
  EXPECT_EQ(kFormat->CheckWork(block.Sub(0, 79), "regtest").code(), Code::kTruncated);
}

TEST(BitcoinChainFormat, KeysScriptsBySha256) {
  // The example of wire/flowee.md 8.4.
  const ByteVector script = *FromHex("76a914716d3ea247f3202ead3336b3de74e6f648d0861188ac");
  EXPECT_EQ(ToHex(kFormat->ScriptKey(script)),
            "986752c18c313bfba88b86140f0e2a3803e8e1def05a944f90bfdf3f51dab1f5");
}

TEST(BitcoinChainFormat, OpensFilesOfKnownNetworks) {
  EXPECT_TRUE(kFormat->OpenFile(ChainFilePath(), "regtest").ok());
  EXPECT_EQ(kFormat->OpenFile(ChainFilePath(), "elsewhere").status().code(), Code::kBadRequest);
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
