// Frames of one WebSocket message each (wire/chia.md 4).
#include "dialects/chia/frame.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::chia {
namespace {

Status FaultOf(const char* hex) {
  const ByteVector bytes = *FromHex(hex);
  return MakeFrameCodec()->Open(Slice::View(bytes), 0).status();
}

TEST(ChiaFrame, FaultsSayWhatIsWrongWhere) {
  EXPECT_EQ(FaultOf("").ToString(), "an empty message is no frame, which has at least 6 bytes (byte 0)");
  EXPECT_EQ(FaultOf("14").ToString(), "frame of 1 bytes ends in its header (byte 1)");
  EXPECT_EQ(FaultOf("14 00 000000").ToString(), "frame of 5 bytes ends in its header (byte 5)");
  EXPECT_EQ(FaultOf("14 01 0001 000000").ToString(), "frame of 7 bytes ends in its header (byte 7)");
  EXPECT_EQ(FaultOf("14 02 00000000").ToString(), "the id's prefix is 2, must be 0 or 1 (byte 1)");
  EXPECT_EQ(FaultOf("14 00 00000002 07").ToString(), "the body has 1 bytes, its length says 2 (byte 7)");
  EXPECT_EQ(FaultOf("14 00 ffffffff").ToString(), "the body has 0 bytes, its length says 4294967295 (byte 6)");
  EXPECT_EQ(FaultOf("14 01 0001 00000001 0708").ToString(), "1 bytes follow the body (byte 9)");
  for (const char* hex : {"", "14", "14 02 00000000", "14 00 00000002 07"}) {
    EXPECT_EQ(FaultOf(hex).code(), Code::kBadFrame) << hex;
  }
  for (const char* hex : {"00 00 00000000", "02 00 00000000", "04 00 00000000", "72 00 00000000", "c8 00 00000000",
                          "fe 00 00000000"}) {
    EXPECT_EQ(FaultOf(hex).code(), Code::kUnknownType) << hex;
    EXPECT_EQ(FaultOf(hex).offset(), 0u) << hex;
  }
}

TEST(ChiaFrame, TheHeaderTellsTypeAndLengthBeforeTheBodyHasCome) {
  const ByteVector front = *FromHex("1e 01 8002 03200000");
  const Result<FrameHeader> header = ReadFrameHeader(front);
  ASSERT_TRUE(header.ok()) << header.status().ToString();
  EXPECT_EQ(header->type, 30);
  EXPECT_EQ(header->id, 0x8002);
  EXPECT_EQ(header->body, 0x03200000u);
  EXPECT_EQ(header->size, 8u);
  for (std::size_t size = 0; size < front.size(); ++size) {
    EXPECT_EQ(ReadFrameHeader(Bytes(front).first(size)).status().code(), Code::kTruncated) << size;
  }
}

TEST(ChiaFrame, AnAbsentIdStaysAbsentInAReplyAndAPresentOneIsRepeated) {
  const auto codec = MakeFrameCodec();
  for (const char* hex : {"2b 00 00000000", "2b 01 0000 00000000", "2b 01 ffff 00000000"}) {
    const ByteVector bytes = *FromHex(hex);
    const Result<std::optional<Envelope>> request = codec->Open(Slice::View(bytes), 0);
    ASSERT_TRUE(request.ok());
    Envelope reply = codec->ReplyTo(**request);
    reply.native = 43;
    ByteVector sealed;
    Writer out(sealed);
    ASSERT_TRUE(codec->Seal(reply, out).ok());
    EXPECT_EQ(ToHex(sealed), ToHex(bytes));
  }
}

TEST(ChiaFrame, NothingLargerThanAWebSocketMessageIsSealed) {
  const ByteVector body(kMaxFrameBytes - 6);
  Envelope envelope;
  envelope.native = 30;
  envelope.body = Slice::View(body);
  ByteVector sealed;
  Writer out(sealed);
  EXPECT_TRUE(MakeFrameCodec()->Seal(envelope, out).ok());
  envelope.id = 1;
  const Status refused = MakeFrameCodec()->Seal(envelope, out);
  EXPECT_EQ(refused.code(), Code::kOverLimit);
  EXPECT_EQ(refused.Text(), "frame of 52428801 bytes is over the limit of 52428799");
}

}  // namespace
}  // namespace dragoman::chia
