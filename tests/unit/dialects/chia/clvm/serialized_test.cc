#include "dialects/chia/clvm/serialized.h"

#include <gtest/gtest.h>

#include "dialects/chia/clvm/tree_hash.h"
#include "tests/unit/core/allocated.h"

namespace dragoman::chia {
namespace {

constexpr std::size_t kMany = 1'000'000;

ByteVector Repeated(std::initializer_list<std::uint8_t> piece, std::size_t times) {
  ByteVector all;
  for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), piece);
  return all;
}

ByteVector Joined(ByteVector front, const ByteVector& back) {
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

// A tree of 2^levels leaves in three bytes a level: each level is a pair of the one below and a reference to it.
ByteVector Doubled(std::size_t levels) {
  return Joined(Joined(Repeated({0xff}, levels), {0x01}), Repeated({0xfe, 0x02}, levels));
}

TEST(ChiaProgram, AVeryDeepProgramIsMeasuredWithoutRecursionAndWithoutMemory) {
  const ByteVector left = Joined(Repeated({0xff}, kMany), Repeated({0x80}, kMany + 1));
  const ByteVector right = Joined(Repeated({0xff, 0x80}, kMany), {0x80});
  const std::size_t before = testing::AllocatedSoFar();
  EXPECT_EQ(*SerializedLength(left), left.size());
  EXPECT_EQ(*SerializedLength(right), right.size());
  EXPECT_EQ(testing::AllocatedSoFar() - before, 0u);
}

TEST(ChiaProgram, BackReferencesCostMemoryInProportionToTheProgram) {
  // Every reference but the first keeps the whole list, so that no cell can be used again.
  const ByteVector kept = Joined(Repeated({0xff, 0xfe, 0x01}, kMany), {0x80});
  const ByteVector deep = Joined(Joined(Repeated({0xff}, kMany), {0x01}), Repeated({0xfe, 0x02}, kMany));
  for (const ByteVector& program : {kept, deep}) {
    (void)testing::LargestAllocation();
    EXPECT_EQ(*SerializedLength(program), program.size());
    EXPECT_LE(testing::LargestAllocation(), 8 * program.size());
  }
}

TEST(ChiaProgram, AReferenceIntoAnAtomIsToldWithItsPlace) {
  const ByteVector program = {0xff, 0x01, 0xff, 0xfe, 0x10, 0x80, 0x80};
  const Result<std::size_t> length = SerializedLength(program);
  ASSERT_FALSE(length.ok());
  EXPECT_EQ(length.status().code(), Code::kBadValue);
  EXPECT_EQ(length.status().offset(), 3u);
  EXPECT_EQ(length.status().Text(), "the path of a back-reference runs into an atom after 1 of 4 steps");
}

TEST(ChiaProgram, EveryCutProgramIsTruncated) {
  const ByteVector program = {0xff, 0x83, 1, 2, 3, 0xff, 0xc0, 0x02, 7, 8, 0xff, 0xfe, 0x02, 0x80};
  ASSERT_EQ(*SerializedLength(program), program.size());
  for (std::size_t size = 0; size < program.size(); ++size) {
    const Result<std::size_t> length = SerializedLength(Bytes(program).first(size));
    ASSERT_FALSE(length.ok()) << size;
    EXPECT_EQ(length.status().code(), Code::kTruncated) << size;
    EXPECT_LE(length.status().offset(), size);
  }
}

TEST(ChiaProgram, AReferenceHashesAsTheTreeThatItStandsFor) {
  // (foobar . (foobar)) with the list itself taken from the stack.
  const ByteVector short_form = {0xff, 0x86, 'f', 'o', 'o', 'b', 'a', 'r', 0xfe, 0x01};
  const ByteVector long_form = {0xff, 0x86, 'f', 'o', 'o', 'b', 'a', 'r', 0xff, 0x86, 'f', 'o', 'o', 'b', 'a', 'r', 0x80};
  EXPECT_EQ(*TreeHash(short_form), *TreeHash(long_form));
}

TEST(ChiaProgram, ExponentiallyManyReferencesHashInLinearTime) {
  constexpr std::size_t kLevels = 10'000;
  Hash256 expected = AtomHash(ByteVector{1});
  for (std::size_t i = 0; i < kLevels; ++i) expected = PairHash(expected, expected);
  const Result<Hash256> hash = TreeHash(Doubled(kLevels));
  ASSERT_TRUE(hash.ok()) << hash.status().ToString();
  EXPECT_EQ(*hash, expected);
}

TEST(ChiaProgram, NothingMayFollowAProgramThatIsHashed) {
  const ByteVector program = {0xff, 0x01, 0x80, 0x80};
  EXPECT_EQ(TreeHash(program).status().code(), Code::kTrailing);
  EXPECT_EQ(TreeHash(program).status().offset(), 3u);
  EXPECT_EQ(TreeHash({}).status().code(), Code::kTruncated);
}

}  // namespace
}  // namespace dragoman::chia
