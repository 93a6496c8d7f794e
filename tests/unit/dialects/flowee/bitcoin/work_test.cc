#include "dialects/flowee/bitcoin/work.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/difficulty.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

std::string Target(std::uint32_t bits) {
  const std::optional<Uint256> target = TargetOf(bits);
  return target ? ToHexReversed(target->ToBytes()) : "none";
}

TEST(BitcoinWork, ReadsCompactTargets) {
  EXPECT_EQ(Target(0x1d00ffff), "00000000ffff" + std::string(52, '0'));
  EXPECT_EQ(Target(0x207fffff), "7fffff" + std::string(58, '0'));
  EXPECT_EQ(Target(0x05009234), std::string(56, '0') + "92340000");
  EXPECT_EQ(Target(0x01120000), std::string(62, '0') + "12");
  EXPECT_EQ(Target(0x02123456), std::string(60, '0') + "1234");
  EXPECT_EQ(Target(0x220000ff), "ff" + std::string(62, '0'));
}

TEST(BitcoinWork, KnowsWhatIsNoTarget) {
  for (const std::uint32_t bits :
       {0u, 0x1d000000u, 0x01003456u, 0x04923456u, 0x01fedcbau, 0x23000001u, 0x2200ffffu,
        0x21ffffffu, 0xff123456u, 0xffffffffu}) {
    EXPECT_EQ(Target(bits), "none") << std::hex << bits;
    EXPECT_EQ(WorkOf(bits), Uint256());
  }
  EXPECT_NE(Target(0x2100ffff), "none");
}

TEST(BitcoinWork, CountsExpectedHashes) {
  EXPECT_EQ(WorkOf(0x207fffff), Uint256(2));
  EXPECT_EQ(WorkOf(0x1d00ffff), Uint256(0x0000000100010001));
  EXPECT_EQ(WorkOf(0x01010000), Uint256(1) << 255);
  EXPECT_EQ(WorkOf(0x2200ff00), Uint256());
}

TEST(BitcoinWork, SumsToTheChainWorkOfTheHub) {
  Hash256 sum{};
  for (std::size_t height = 1; height < RecordedBlocks().size(); ++height) {
    sum = AddWork(sum, WorkOf(ParseHeader(RecordedBlocks()[height])->bits).ToBytes());
  }
  for (const Json& token : ReplyTokens("chain_info")) {
    if (*token.AsArray()[0].Int64() == 66) {
      EXPECT_EQ(ToHex(sum), token.AsArray()[2].AsString());
    }
  }
  EXPECT_EQ(sum[0], 230);
}

TEST(BitcoinWork, ChecksHashAgainstTargetAndNetwork) {
  Header header = *ParseHeader(FindNetwork("main")->GenesisBlock());
  const Network& main = *FindNetwork("main");
  EXPECT_TRUE(CheckWork(header, main).ok());
  header.hash[31] = 1;
  EXPECT_EQ(CheckWork(header, main).ToString(),
            "header.bits: the hash is above the target of bits 486604799 (byte 72)");
  header.bits = 0x1d800000;
  EXPECT_EQ(CheckWork(header, main).Text(), "bits 494927872 are no target");
  header = *ParseHeader(RecordedBlocks()[1]);
  EXPECT_TRUE(CheckWork(header, *FindNetwork("regtest")).ok());
  EXPECT_EQ(CheckWork(header, main).Text(),
            "bits 545259519 ask for less work than the network takes");
}

TEST(BitcoinWork, AHashEqualToTheTargetIsEnough) {
  const Network& regtest = *FindNetwork("regtest");
  Header header;
  header.bits = 0x207fffff;
  header.hash = TargetOf(header.bits)->ToBytes();
  EXPECT_TRUE(CheckWork(header, regtest).ok());
  header.hash[0] = 1;
  EXPECT_FALSE(CheckWork(header, regtest).ok());
}

TEST(BitcoinDifficulty, IsThatOfTheHubToTheLastBit) {
  EXPECT_EQ(Difficulty(0x207fffff), 4.6565423739069247e-10);
  EXPECT_EQ(DifficultyThroughText(0x207fffff), 4.6565423739069252e-10);
  EXPECT_NE(Difficulty(0x207fffff), DifficultyThroughText(0x207fffff));
  EXPECT_EQ(Difficulty(0x1d00ffff), 1.0);
  EXPECT_EQ(DifficultyThroughText(0x1d00ffff), 1.0);
  EXPECT_DOUBLE_EQ(Difficulty(0x1b0404cb), 16307.420938523983);
}

TEST(BitcoinDifficulty, OfNonsenseIsStillANumber) {
  for (const std::uint32_t bits : {0u, 1u, 0x00ffffffu, 0xff000001u, 0xffffffffu, 0xff000000u}) {
    EXPECT_GE(Difficulty(bits), 0.0);
    EXPECT_GE(DifficultyThroughText(bits), 0.0);
  }
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
