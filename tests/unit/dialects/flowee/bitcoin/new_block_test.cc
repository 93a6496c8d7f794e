#include "dialects/flowee/bitcoin/new_block.h"

#include <gtest/gtest.h>

#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/script.h"
#include "dialects/flowee/bitcoin/work.h"

namespace dragoman::flowee::bitcoin {
namespace {

NewBlock Next() {
  NewBlock block;
  block.previous[0] = 7;
  block.height = 1;
  block.time = 1'600'000'000;
  block.bits = FindNetwork("regtest")->genesis_bits;
  block.pay_to[3] = 9;
  block.reward = RegtestSubsidy(1);
  return block;
}

TEST(NewBlock, IsMinedAndPaysTheKey) {
  const NewBlock next = Next();
  const Result<ByteVector> raw = Mine(next, {});
  ASSERT_TRUE(raw.ok()) << raw.status().ToString();
  EXPECT_EQ(raw->size(), 181u);  // as the recorded ones
  const Result<ParsedBlock> block = ParseBlock(*raw);
  ASSERT_TRUE(block.ok()) << block.status().ToString();
  EXPECT_TRUE(CheckMerkleRoot(*block).ok());
  EXPECT_TRUE(CheckWork(block->header, *FindNetwork("regtest")).ok());
  EXPECT_EQ(block->header.previous, next.previous);
  EXPECT_EQ(block->transactions[0].outputs[0].amount, 5'000'000'000u);
  EXPECT_EQ(AddressOf(block->transactions[0].outputs[0].script), next.pay_to);
}

TEST(NewBlock, CoinbasesOfDifferentHeightsDiffer) {
  NewBlock one = Next();
  NewBlock two = Next();
  for (const std::int64_t height : {2, 127, 128, 255, 256, 70000}) {
    two.height = height;
    const Result<ByteVector> a = Mine(one, {});
    const Result<ByteVector> b = Mine(two, {});
    ASSERT_TRUE(a.ok() && b.ok());
    EXPECT_NE(ParseBlock(*a)->transactions[0].id, ParseBlock(*b)->transactions[0].id) << height;
    one.height = height;
  }
}

TEST(NewBlock, ATargetThatTakesLongIsNotTried) {
  NewBlock main = Next();
  main.bits = 0x01003456;
  EXPECT_EQ(Mine(main, {}).status().code(), Code::kBadRequest);
  main.bits = 0x03000001;
  EXPECT_EQ(Mine(main, {}).status().code(), Code::kUnsupported);
}

TEST(NewBlock, TheSubsidyHalves) {
  EXPECT_EQ(RegtestSubsidy(149), 5'000'000'000u);
  EXPECT_EQ(RegtestSubsidy(150), 2'500'000'000u);
  EXPECT_EQ(RegtestSubsidy(150 * 64), 0u);
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
