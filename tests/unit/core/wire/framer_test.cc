#include "core/wire/framer.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/wire/codec.h"

namespace dragoman {
namespace {

ByteVector Sealed(const LengthPrefix& rule, std::size_t body) {
  ByteVector out(3, 0xEE);  // what stands in front is left alone
  Writer writer(out);
  const auto framer = MakeFramer(rule);
  const std::size_t begun = framer->Begin(writer);
  writer.Fill(body, 0xBB);
  EXPECT_TRUE(framer->Finish(writer, begun).ok());
  return ByteVector(out.begin() + 3, out.end());
}

TEST(LengthPrefix, CutsWhatItSealsForEveryWidthOrderAndForm) {
  for (std::size_t width = 1; width <= 8; ++width) {
    for (const std::endian order : {std::endian::big, std::endian::little}) {
      for (const bool counts_itself : {false, true}) {
        for (const std::size_t offset : {0u, 1u, 5u}) {
          const LengthPrefix rule{.offset = offset, .width = width, .order = order, .limit = 200,
                                  .counts_itself = counts_itself};
          const auto framer = MakeFramer(rule);
          for (const std::size_t body : {0u, 1u, 100u, 200u}) {
            ByteVector frame = Sealed(rule, body);
            const std::size_t head = offset + width;
            ASSERT_EQ(frame.size(), head + body);
            frame.push_back(0xFF);
            const Cut cut = framer->Next(frame);
            ASSERT_EQ(cut.kind, Cut::Kind::kFrame);
            EXPECT_EQ(cut.header, head);
            EXPECT_EQ(cut.size, head + body);
            for (std::size_t held = 0; held < head + body; ++held) {
              const Cut early = framer->Next(Bytes(frame).first(held));
              ASSERT_EQ(early.kind, Cut::Kind::kNeed);
              EXPECT_EQ(early.need, held < head ? head : head + body);
            }
          }
        }
      }
    }
  }
}

TEST(LengthPrefix, LaysTheLengthOutAsTheWireSays) {
  EXPECT_EQ(ToHex(Sealed({.width = 4}, 2)), "00000002bbbb");
  EXPECT_EQ(ToHex(Sealed({.width = 3, .order = std::endian::little}, 2)), "020000bbbb");
  EXPECT_EQ(ToHex(Sealed({.width = 2, .order = std::endian::little, .limit = 100, .counts_itself = true}, 2)), "0400bbbb");
  EXPECT_EQ(ToHex(Sealed({.offset = 2, .width = 2, .limit = 100, .counts_itself = true}, 2)), "00000006bbbb");
}

TEST(LengthPrefix, RefusesTooLongAndTooShortWithThePlaceOfTheLength) {
  const auto framer = MakeFramer({.offset = 1, .width = 2, .limit = 16, .counts_itself = true, .minimum = 2});
  const Cut longer = framer->Next(*FromHex("ee0014"));
  ASSERT_EQ(longer.kind, Cut::Kind::kReject);
  EXPECT_EQ(longer.why.ToString(), "frame of 20 bytes is over the limit of 19 (byte 1)");
  const Cut shorter = framer->Next(*FromHex("ee0004"));
  ASSERT_EQ(shorter.kind, Cut::Kind::kReject);
  EXPECT_EQ(shorter.why.ToString(), "frame of 4 bytes is under the minimum of 5 (byte 1)");
  EXPECT_EQ(framer->Next(*FromHex("ee0013")).kind, Cut::Kind::kNeed);
  EXPECT_EQ(framer->Next(*FromHex("ee0005")).kind, Cut::Kind::kNeed);
}

TEST(LengthPrefix, TheLargestClaimThereIsIsRefusedAndNotAddedUp) {
  for (const bool counts_itself : {false, true}) {
    const auto framer = MakeFramer({.width = 8, .counts_itself = counts_itself});
    const Cut cut = framer->Next(*FromHex("ffffffffffffffff"));
    ASSERT_EQ(cut.kind, Cut::Kind::kReject);
    EXPECT_EQ(cut.why.code(), Code::kOverLimit);
  }
}

TEST(LengthPrefix, DoesNotSealWhatItsLimitOrItsWidthCannotSay) {
  for (const LengthPrefix& rule :
       {LengthPrefix{.width = 4, .limit = 255}, LengthPrefix{.width = 1, .limit = 1000},
        LengthPrefix{.width = 1, .limit = 1000, .counts_itself = true}}) {
    ByteVector out;
    Writer writer(out);
    const auto framer = MakeFramer(rule);
    const std::size_t begun = framer->Begin(writer);
    writer.Fill(256, 0);
    EXPECT_EQ(framer->Finish(writer, begun).code(), Code::kOverLimit);
  }
}

TEST(WholeMessage, IsAFrameUpToItsLimit) {
  const auto framer = MakeWholeMessageFramer(3);
  const Cut cut = framer->Next(*FromHex("010203"));
  EXPECT_EQ(cut.kind, Cut::Kind::kFrame);
  EXPECT_EQ(cut.size, 3u);
  EXPECT_EQ(cut.header, 0u);
  EXPECT_EQ(framer->Next(*FromHex("01020304")).why.Text(), "message of 4 bytes is over the limit of 3");
}

TEST(TypePrefixCodec, PutsTheTypeInFrontOfTheBody) {
  const auto codec = MakeTypePrefixCodec(MakeFramer({.width = 1}), 2, std::endian::little);
  Envelope message;
  message.native = 0x0102;
  message.body = Slice::Copy(*FromHex("aabb"));
  ByteVector line;
  Writer writer(line);
  ASSERT_TRUE(codec->Seal(message, writer).ok());
  EXPECT_EQ(ToHex(line), "040201aabb");
  const auto opened = codec->Open(Slice::View(line), 1);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ((*opened)->native, 0x0102u);
  EXPECT_EQ(ToHex((*opened)->body), "aabb");
  EXPECT_EQ(codec->Open(Slice::View(*FromHex("0102")), 1).status().ToString(),
            "a frame of 2 bytes holds no message type of 2 (byte 1)");
}

TEST(Envelope, ThatWaitsKeepsNoMoreThanFourTimesItsSize) {
  const BlockRef block = Block::Alone(1000);
  Envelope large;
  large.body = Slice(Bytes(block->data(), 250), block);
  EXPECT_EQ(large.Kept().body.data(), block->data());
  EXPECT_GE(large.held(), 1000u);
  Envelope small;
  small.body = Slice(Bytes(block->data(), 249), block);
  EXPECT_NE(small.Kept().body.data(), block->data());
  EXPECT_EQ(small.Kept().body, small.body);
  EXPECT_LT(small.Kept().held(), sizeof(Envelope) + 250);
}

}  // namespace
}  // namespace dragoman
