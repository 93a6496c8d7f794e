#include "core/session/outbox.h"

#include <gtest/gtest.h>

#include "tests/unit/core/allocated.h"

namespace dragoman {
namespace {

ByteVector Filled(std::size_t size, std::uint8_t fill = 7) { return ByteVector(size, fill); }

// What a transport with room for `runs` runs would send.
ByteVector Front(const Outbox& out, std::size_t runs) {
  std::vector<Bytes> room(runs);
  const std::size_t filled = out.Peek(room);
  ByteVector bytes;
  for (std::size_t i = 0; i < filled; ++i) bytes.insert(bytes.end(), room[i].begin(), room[i].end());
  return bytes;
}

TEST(Outbox, GathersSmallWritesIntoOneRun) {
  Outbox out;
  out.Add(Bytes(Filled(3)));
  out.Add(Bytes(Filled(4)));
  EXPECT_EQ(Front(out, 1).size(), 7u);
  EXPECT_EQ(out.size(), 7u);
}

TEST(Outbox, SharesALargeSliceAndCopiesASmallOne) {
  Outbox out;
  const Slice large = Slice::Copy(Filled(16 * KiB));
  const Slice small = Slice::Copy(Filled(16 * KiB - 1));
  out.Add(large);
  out.Add(small);
  std::array<Bytes, 4> runs;
  ASSERT_EQ(out.Peek(runs), 2u);
  EXPECT_EQ(runs[0].data(), large.data());
  EXPECT_NE(runs[1].data(), small.data());
}

TEST(Outbox, GivesTheSameBytesInOrderHoweverTheyAreDropped) {
  for (const std::size_t step : {1u, 7u, 1000u, 20000u, 60000u}) {
    Outbox out;
    ByteVector all;
    for (std::uint8_t i = 0; i < 6; ++i) {
      const ByteVector bytes = Filled(i % 2 == 0 ? 100u : 17 * KiB, i);
      out.Add(Slice::Copy(bytes));
      all.insert(all.end(), bytes.begin(), bytes.end());
    }
    ByteVector sent;
    while (!out.empty()) {
      const ByteVector front = Front(out, 2);
      const std::size_t count = std::min(step, front.size());
      ASSERT_GT(count, 0u) << "nothing to send although " << out.size() << " bytes wait";
      sent.insert(sent.end(), front.begin(), front.begin() + static_cast<std::ptrdiff_t>(count));
      out.Drop(count);
    }
    EXPECT_EQ(sent, all) << step;
  }
}

TEST(Outbox, ASharedSliceAfterAnEmptiedRunIsAtTheFront) {
  Outbox out;
  out.Add(Bytes(Filled(5)));
  out.Drop(5);
  out.Add(Slice::Copy(Filled(16 * KiB)));
  EXPECT_EQ(Front(out, 1).size(), 16 * KiB);
}

TEST(Outbox, AReaderThatIsAlwaysABitBehindCostsNoMoreThanItIsBehind) {
  Outbox out;
  out.Add(Bytes(Filled(1)));
  const ByteVector kilobyte = Filled(1000);
  testing::LargestAllocation();
  for (int i = 0; i < 10'000; ++i) {
    out.Add(Bytes(kilobyte));
    out.Drop(1000);
  }
  EXPECT_EQ(out.size(), 1u);
  EXPECT_LE(testing::LargestAllocation(), 256 * KiB);
}

TEST(Outbox, ClearForgetsEverything) {
  Outbox out;
  out.Add(Bytes(Filled(5)));
  out.Drop(2);
  out.Clear();
  EXPECT_TRUE(out.empty());
  out.Add(Bytes(Filled(3, 9)));
  EXPECT_EQ(Front(out, 4), Filled(3, 9));
}

}  // namespace
}  // namespace dragoman
