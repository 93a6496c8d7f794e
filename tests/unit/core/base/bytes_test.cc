// Blocks, slices, readers, writers, hex and hashes.
#include <gtest/gtest.h>

#include <thread>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "core/base/reader.h"
#include "core/base/writer.h"

namespace dragoman {
namespace {

TEST(Block, KnowsWhenItHasOneHolder) {
  BlockRef one = Block::Alone(10);
  EXPECT_TRUE(one.Sole());
  const BlockRef two = one;
  EXPECT_FALSE(one.Sole());
  const BlockRef moved = std::move(one);
  EXPECT_FALSE(static_cast<bool>(one));  // NOLINT: what a moved-from reference is, is the question
  EXPECT_FALSE(moved.Sole());
}

TEST(BlockPool, HandsOutReturnedBlocksAgain) {
  const auto pool = BlockPool::Create(100, 1);
  const std::uint8_t* first = nullptr;
  {
    const BlockRef block = pool->Take();
    EXPECT_EQ(block->size(), 100u);
    first = block->data();
  }
  const BlockRef again = pool->Take();
  EXPECT_EQ(again->data(), first);
  const BlockRef other = pool->Take();
  EXPECT_NE(other->data(), first);
}

TEST(BlockPool, LastsAsLongAsAnyOfItsBlocks) {
  Slice kept;
  {
    const auto pool = BlockPool::Create(100, 4);
    const BlockRef block = pool->Take();
    block->data()[0] = 7;
    kept = Slice(Bytes(block->data(), 1), block);
  }
  EXPECT_EQ(kept[0], 7);
}

TEST(BlockPool, TakesBlocksBackFromAnyThread) {
  const auto pool = BlockPool::Create(1000, 4);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&pool] {
      for (int j = 0; j < 500; ++j) {
        const BlockRef block = pool->Take();
        block->data()[0] = static_cast<std::uint8_t>(j);
        const BlockRef shared = block;
        std::thread([held = shared] {}).join();
        if (j > 20) break;
      }
    });
  }
}

TEST(Slice, SharesItsBlockAndClampsItsParts) {
  const Slice whole = Slice::Copy(*FromHex("0102030405"));
  EXPECT_EQ(ToHex(whole.Sub(1, 3)), "020304");
  EXPECT_EQ(ToHex(whole.Sub(3)), "0405");
  EXPECT_TRUE(whole.Sub(9).empty());
  EXPECT_EQ(whole.Sub(1).Sub(1).data(), whole.data() + 2);
  EXPECT_EQ(whole.Sub(4).pinned(), 5u);
}

TEST(Slice, AViewIsMadeToLastByOwned) {
  ByteVector bytes = *FromHex("0102");
  const Slice view = Slice::View(bytes);
  EXPECT_FALSE(view.owns());
  const Slice owned = view.Owned();
  bytes[0] = 9;
  EXPECT_EQ(ToHex(owned), "0102");
  EXPECT_EQ(owned.Owned().data(), owned.data());
  EXPECT_TRUE(Slice().owns());
  EXPECT_EQ(Slice::View(*FromHex("aa")).size(), 1u);
}

TEST(Reader, ReadsEveryWidthInBothOrders) {
  const ByteVector bytes = *FromHex("01 0203 04050607 08090a0b0c0d0e0f");
  Reader big{Bytes(bytes)};
  EXPECT_EQ(big.U8(), 0x01);
  EXPECT_EQ(big.U16(std::endian::big), 0x0203);
  EXPECT_EQ(big.U32(std::endian::big), 0x04050607u);
  EXPECT_EQ(big.U64(std::endian::big), 0x08090A0B0C0D0E0Fu);
  EXPECT_TRUE(big.done() && big.ok());
  Reader little{Bytes(bytes)};
  EXPECT_EQ(little.U8(), 0x01);
  EXPECT_EQ(little.U16(std::endian::little), 0x0302);
  EXPECT_EQ(little.U32(std::endian::little), 0x07060504u);
  EXPECT_EQ(little.U64(std::endian::little), 0x0F0E0D0C0B0A0908u);
}

TEST(Reader, KeepsItsFirstFailureAndThenGivesNothing) {
  const ByteVector bytes = *FromHex("0102");
  Reader reader{Bytes(bytes)};
  EXPECT_EQ(reader.U8(), 1);
  EXPECT_EQ(reader.U32(std::endian::big), 0u);
  EXPECT_EQ(reader.U8(), 0);
  EXPECT_TRUE(reader.TakeSlice(0).empty());
  EXPECT_EQ(reader.status().ToString(), "needs 4 bytes, 1 are left (byte 1)");
  reader.Fail(Status(Code::kBadValue, "later"));
  EXPECT_EQ(reader.status().code(), Code::kTruncated);
  EXPECT_TRUE(reader.Take(static_cast<std::size_t>(-1)).empty());
}

TEST(Reader, SlicesOfAnOwningSourceShareItsBlock) {
  const Slice source = Slice::Copy(*FromHex("010203"));
  Reader reader(source);
  reader.U8();
  const Slice rest = reader.TakeSlice(2);
  EXPECT_TRUE(rest.owns());
  EXPECT_EQ(rest.data(), source.data() + 1);
}

TEST(Writer, WritesWhatTheReaderReadsForEveryWidthAndOrder) {
  for (const std::endian order : {std::endian::big, std::endian::little}) {
    for (std::size_t width = 1; width <= 8; ++width) {
      const std::uint64_t value = 0x0102030405060708u >> (8 * (8 - width));
      ByteVector bytes;
      Writer writer(bytes);
      writer.Wide(value, width, order);
      ASSERT_EQ(bytes.size(), width);
      EXPECT_EQ(bytes[0], order == std::endian::big ? 1 : width);
      Reader reader{Bytes(bytes)};
      EXPECT_EQ(reader.Wide(width, order), value);
    }
  }
}

TEST(Writer, FillsInWhatIsKnownOnlyAfterwards) {
  ByteVector bytes;
  Writer writer(bytes);
  writer.Fill(2, 0xEE);
  writer.U16(0x0102, std::endian::little);
  writer.Put(0, 0x0A0B, 2, std::endian::big);
  EXPECT_EQ(ToHex(bytes), "0a0b0201");
}

TEST(Hex, IsReadInAnyCaseWithSpacesAndAPrefix) {
  EXPECT_EQ(ToHex(*FromHex(" 0x01 Ab\n\tCD ")), "01abcd");
  EXPECT_TRUE(FromHex("")->empty());
  EXPECT_TRUE(FromHex("0x")->empty());
  EXPECT_EQ(ToHexReversed(*FromHex("010203")), "030201");
  EXPECT_EQ(FromHex("01 0").status().ToString(), "an odd number of hexadecimal digits (byte 4)");
  EXPECT_EQ(FromHex("01xx").status().ToString(), "not a hexadecimal digit at character 2 (byte 2)");
}

TEST(Hash, GivesTheKnownDigests) {
  EXPECT_EQ(ToHex(Sha256(AsBytes("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Of(AsBytes("a"), AsBytes(""), AsBytes("bc")), Sha256(AsBytes("abc")));
  EXPECT_EQ(ToHex(DoubleSha256(AsBytes("hello"))), "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50");
  EXPECT_EQ(ToHex(Hash160(AsBytes("hello"))), "b6a9c8c230722b7c748331a8b450f05566dc7d0f");
}

}  // namespace
}  // namespace dragoman
