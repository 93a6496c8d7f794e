#include "dialects/chia/wallet/coin_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace dragoman::chia {
namespace {

constexpr std::uint32_t kBlocks = 2500;

Hash256 Numbered(std::uint8_t kind, std::uint32_t number) {
  Hash256 hash{};
  hash[0] = kind;
  for (std::size_t i = 0; i < 4; ++i) hash[4 - i] = static_cast<std::uint8_t>(number >> 8 * i);
  return hash;
}
Hash256 Puzzle(std::uint32_t number) { return Numbered(1, number); }

// One coin, as many mojos as the block is high, for the puzzle of its height and one for the farmer.
BlockCoins BlockAt(std::uint32_t height, std::uint8_t branch = 2) {
  BlockCoins block;
  block.hash = Numbered(branch, height);
  for (const std::uint32_t puzzle : {kBlocks * 2 - height, 0u}) {
    Coin coin;
    coin.parent_coin_info = Numbered(3, height);
    coin.puzzle_hash = Puzzle(puzzle);
    coin.amount = height;
    block.created.push_back(coin);
  }
  return block;
}

class ChiaCoinBook : public ::testing::Test {
 protected:
  ChiaCoinBook() {
    for (std::uint32_t height = 0; height < kBlocks; ++height) book_.Append(BlockAt(height));
    for (std::uint32_t i = 0; i <= kBlocks * 2; ++i) all_.push_back(Puzzle(i));
    query_.most = kBlocks * 4;
  }
  WalletView::Place End() const { return book_.Read(WalletView::EndOf); }

  CoinBook book_;
  std::vector<Hash256> all_;
  CoinQuery query_;
};

TEST_F(ChiaCoinBook, FindsOldestFirstAndWithinABlockByPuzzleHashOverAllPieces) {
  const Found found = book_.Find(query_, all_, End());
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), kBlocks * 2);
  for (std::uint32_t i = 0; i < kBlocks * 2; ++i) {
    EXPECT_EQ((*found)[i].created_height, i / 2);
    EXPECT_EQ((*found)[i].coin.puzzle_hash, i % 2 == 0 ? Puzzle(0) : Puzzle(kBlocks * 2 - i / 2));
  }
}

TEST_F(ChiaCoinBook, TakesTheFirstOnesAndThoseThatAreAskedFor) {
  query_.from = 100;
  query_.min_amount = 200;
  query_.most = 3;
  const std::vector<Hash256> farmer = {Puzzle(0)};
  const Found found = book_.Find(query_, farmer, End());
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), 3u);
  EXPECT_EQ((*found)[0].created_height, 200u);
  EXPECT_EQ((*found)[2].created_height, 202u);
}

TEST_F(ChiaCoinBook, ByIdTheOrderIsThatOfTheIds) {
  std::vector<Hash256> ids;
  for (std::uint32_t height = 0; height < kBlocks; ++height) ids.push_back(IdOf(BlockAt(height).created[0]));
  std::ranges::sort(ids);
  query_.by = CoinQuery::By::kId;
  const Found found = book_.Find(query_, ids, End());
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(IdOf((*found)[i].coin), ids[i]);
}

TEST_F(ChiaCoinBook, WhatComesAfterTheEndIsNotFound) {
  const WalletView::Place end = End();
  book_.Append(BlockAt(kBlocks));
  const Found found = book_.Find(query_, all_, end);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->size(), kBlocks * 2);
}

TEST_F(ChiaCoinBook, AnEndThatWasUndoneFindsNothing) {
  const WalletView::Place end = End();
  book_.DropTop();
  EXPECT_FALSE(book_.Find(query_, all_, end).has_value());
  book_.Append(BlockAt(kBlocks - 1, 4));
  EXPECT_FALSE(book_.Find(query_, all_, end).has_value());
}

// Each search is of one moment, whatever happens to the chain between its pieces.
TEST_F(ChiaCoinBook, ASearchBesideAChainThatMovesIsOfOneMomentOrOfNone) {
  std::atomic<bool> stop = false;
  std::thread search([&] {
    while (!stop) {
      const WalletView::Place end = End();
      const Found found = book_.Find(query_, all_, end);
      if (!found.has_value()) continue;
      EXPECT_EQ(found->size(), (static_cast<std::size_t>(end.height) + 1) * 2);
    }
  });
  for (std::uint8_t branch = 4; branch < 54; ++branch) {
    for (int i = 0; i < 20; ++i) book_.DropTop();
    for (std::uint32_t i = 20; i > 0; --i) book_.Append(BlockAt(kBlocks - i, branch));
  }
  stop = true;
  search.join();
}

}  // namespace
}  // namespace dragoman::chia
