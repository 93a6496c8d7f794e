// A block whose keeper counts without locking, while others take and drop references to it, too.
#include <gtest/gtest.h>

#include <mutex>
#include <thread>
#include <vector>

#include "core/base/slice.h"

namespace dragoman {
namespace {

Slice Whole(const BlockRef& block) { return Slice(Bytes(block->data(), block->size()), block); }

TEST(KeptBlock, IsSoleAgainWhenItsSlicesAreGone) {
  BlockRef block = Block::Alone(8);
  EXPECT_TRUE(block.Sole());
  block.Keep();
  EXPECT_TRUE(block.Sole());
  {
    const Slice slice = Whole(block);
    const Slice part = slice.Sub(1, 2);
    EXPECT_FALSE(block.Sole());
  }
  EXPECT_TRUE(block.Sole());
  block.Share();
  EXPECT_TRUE(block.Sole());
  block.Share();  // nobody keeps it any more
  EXPECT_TRUE(block.Sole());
}

TEST(KeptBlock, OutlivesItsKeeperInASlice) {
  BlockRef block = Block::Alone(8);
  block.Keep();
  block->data()[7] = 9;
  Slice slice = Whole(block);
  block.Share();
  block = BlockRef();
  EXPECT_EQ(slice[7], 9);
}

TEST(KeptBlock, SliceDroppedByAnotherThreadCounts) {
  BlockRef block = Block::Alone(8);
  block.Keep();
  Slice slice = Whole(block);
  std::thread([moved = std::move(slice)] { EXPECT_EQ(moved.Sub(0, 3).size(), 3u); }).join();
  EXPECT_TRUE(block.Sole());
  block.Share();
  EXPECT_TRUE(block.Sole());
}

// A loop that reads into its block and hands slices over, as LoopCore does, and threads that let go of them.
TEST(KeptBlock, KeeperAndOthersAtOnce) {
  const auto pool = BlockPool::Create(64, 4);
  std::mutex mutex;
  std::vector<Slice> handed;
  bool over = false;
  const auto consume = [&] {
    for (bool last = false; !last;) {
      std::vector<Slice> mine;
      {
        const std::lock_guard lock(mutex);
        last = over;
        mine.swap(handed);
      }
      for (const Slice& slice : mine) {
        const Slice copy = slice;
        EXPECT_EQ(copy[0], copy[63]);
      }
    }
  };
  std::thread first(consume);
  std::thread second(consume);
  BlockRef block;
  for (int i = 0; i < 20'000; ++i) {
    if (!block.Sole()) {
      block.Share();
      block = pool->Take();
      block.Keep();
    }
    std::fill_n(block->data(), block->size(), static_cast<std::uint8_t>(i));
    const Slice slice = Whole(block);
    if (i % 3 == 0) {
      const std::lock_guard lock(mutex);
      handed.push_back(slice);
      handed.push_back(slice.Sub(0));
    }
  }
  {
    const std::lock_guard lock(mutex);
    over = true;
  }
  first.join();
  second.join();
  EXPECT_TRUE(block.Sole());
  block.Share();
}

}  // namespace
}  // namespace dragoman
