#include "dialects/flowee/bitcoin/block_file.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

std::string Block1() { return ToHex(RecordedBlocks()[1]); }
std::string Record() { return "fabfb5dab5000000" + Block1(); }

struct Outcome {
  std::size_t blocks = 0;
  std::string error;
  std::uint64_t position = 0;
};

Outcome Import(const std::string& hex) {
  const ScratchFile scratch(*FromHex(hex));
  Outcome outcome;
  Result<std::unique_ptr<BlockFile>> file = OpenBlockFile(scratch.path(), *FindNetwork("regtest"));
  EXPECT_TRUE(file.ok());
  EXPECT_EQ((*file)->size(), hex.size() / 2);
  for (;;) {
    const Result<Slice> block = (*file)->Next();
    if (!block.ok()) outcome.error = block.status().ToString();
    if (!block.ok() || block->empty()) break;
    EXPECT_EQ(ToHex(*block), Block1());
    EXPECT_TRUE(block->owns());
    ++outcome.blocks;
  }
  outcome.position = (*file)->position();
  const Result<Slice> again = (*file)->Next();
  EXPECT_EQ(again.ok(), outcome.error.empty());
  return outcome;
}

TEST(BitcoinBlockFile, ReadsTheRecordedFileToItsEnd) {
  Result<std::unique_ptr<BlockFile>> file = OpenBlockFile(ChainFilePath(), *FindNetwork("regtest"));
  ASSERT_TRUE(file.ok());
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < 116; ++i) {
    const Result<Slice> block = (*file)->Next();
    ASSERT_TRUE(block.ok()) << block.status().ToString();
    ASSERT_FALSE(block->empty());
    bytes += 8 + block->size();
    EXPECT_EQ((*file)->position(), bytes);
  }
  const Result<Slice> end = (*file)->Next();
  ASSERT_TRUE(end.ok());
  EXPECT_TRUE(end->empty());
  EXPECT_EQ((*file)->position(), (*file)->size());
}

TEST(BitcoinBlockFile, StopsAtZerosThatGoToTheEnd) {
  for (const std::size_t zeros : {0u, 1u, 3u, 4u, 7u, 8u, 9u, 200'000u}) {
    const Outcome outcome = Import(Record() + Record() + std::string(2 * zeros, '0'));
    EXPECT_EQ(outcome.blocks, 2u) << zeros;
    EXPECT_EQ(outcome.error, "") << zeros;
    EXPECT_EQ(outcome.position, 2 * 189 + zeros);
  }
}

TEST(BitcoinBlockFile, SaysWhereSomethingFollowsTheZeros) {
  for (const std::size_t zeros : {4u, 6u, 70'000u}) {
    const Outcome outcome = Import(Record() + std::string(2 * zeros, '0') + "fa" + "00");
    EXPECT_EQ(outcome.blocks, 1u);
    EXPECT_EQ(outcome.error, "expected zeros to the end of the file, found a byte of 250 (byte " +
                                 std::to_string(189 + zeros) + ")");
  }
}

TEST(BitcoinBlockFile, SkipsTheRecordsTheHubKeepsOfBlocks) {
  const Outcome outcome = Import(
      "fabfb5d9"
      "03000000"
      "010203" +
      Record() +
      "fabfb5d9"
      "00000000" +
      Record());
  EXPECT_EQ(outcome.blocks, 2u);
  EXPECT_EQ(outcome.error, "");
}

TEST(BitcoinBlockFile, NamesTheNetworkOfAnotherMagic) {
  EXPECT_EQ(
      Import(Record() + "f9beb4d9"
                        "b5000000")
          .error,
      "expected a block's magic fabfb5da of network \"regtest\", found f9beb4d9 of network \"main\""
      " (byte 189)");
  EXPECT_EQ(Import("fabfb5db"
                   "b5000000")
                .error,
            "expected a block's magic fabfb5da of network \"regtest\", found fabfb5db (byte 0)");
}

TEST(BitcoinBlockFile, RefusesSizesThatCannotBe) {
  EXPECT_EQ(Import(Record() + "fabfb5da"
                              "ffffffff")
                .error,
            "a block of 4294967295 bytes is over the limit of 128000000 (byte 193)");
  EXPECT_EQ(Import("fabfb5da"
                   "00127a07"
                   "00")
                .error,
            "a block of 125440512 bytes was expected, the file has 1 left (byte 4)");
  EXPECT_EQ(Import("fabfb5da"
                   "00000000"
                   "00")
                .error,
            "0 bytes are too few for a block (at least 141) (byte 4)");
  EXPECT_EQ(Import("fabfb5d9"
                   "05000000"
                   "00")
                .error,
            "a block of 5 bytes was expected, the file has 1 left (byte 4)");
}

TEST(BitcoinBlockFile, KeepsWhatCameBeforeAnEarlyEnd) {
  for (std::size_t cut = 1; cut < 189; ++cut) {
    const Outcome outcome = Import((Record() + Record()).substr(0, 2 * (2 * 189 - cut)));
    EXPECT_EQ(outcome.blocks, 1u) << cut;
    EXPECT_NE(outcome.error, "") << cut;
  }
}

TEST(BitcoinBlockFile, SaysWhyItCannotBeOpened) {
  const Network& regtest = *FindNetwork("regtest");
  const Status missing = OpenBlockFile("no/such/blk00000.dat", regtest).status();
  EXPECT_EQ(missing.Text(), "cannot open \"no/such/blk00000.dat\": No such file or directory");
  EXPECT_EQ(missing.fault(), FaultClass::kLocal);
  EXPECT_FALSE(OpenBlockFile(DRAGOMAN_SOURCE_DIR, regtest).ok());
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
