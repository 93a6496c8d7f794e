#include "core/base/recycler.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "tests/unit/core/allocated.h"

namespace dragoman {
namespace {

TEST(Recycler, HandsOutAgainWhatWasGivenBack) {
  if (!recycler::kRecycles) GTEST_SKIP() << "under AddressSanitizer all goes to the heap";
  void* memory = recycler::Take(200);
  recycler::GiveBack(memory, 200);
  EXPECT_EQ(recycler::Take(193), memory);  // of the same step
  recycler::GiveBack(memory, 193);
}

TEST(Recycler, KeepsNoMoreThanItMay) {
  if (!recycler::kRecycles) GTEST_SKIP() << "under AddressSanitizer all goes to the heap";
  std::vector<void*> pieces;
  for (int i = 0; i < 1000; ++i) pieces.push_back(recycler::Take(4096));  // four times as much
  for (void* piece : pieces) recycler::GiveBack(piece, 4096);
  const std::size_t before = testing::AllocatedSoFar();
  for (void*& piece : pieces) piece = recycler::Take(4096);
  EXPECT_GE(testing::AllocatedSoFar() - before, 3'000'000u);
  for (void* piece : pieces) recycler::GiveBack(piece, 4096);
}

TEST(Recycler, LargePiecesAndOtherThreads) {
  void* large = recycler::Take(1 << 20);
  std::memset(large, 1, 1 << 20);
  void* small = recycler::Take(100);
  std::thread([&] {
    std::memset(small, 1, 100);
    recycler::GiveBack(small, 100);
    recycler::GiveBack(large, 1 << 20);
    const auto shared = std::allocate_shared<std::vector<int>>(recycler::Allocator<std::vector<int>>(), 3, 4);
    EXPECT_EQ(shared->size(), 3u);
  }).join();
}

}  // namespace
}  // namespace dragoman
