#include "dialects/flowee/packet_framer.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::flowee {
namespace {

Cut Look(const std::string& hex, PacketFramer::Start start = PacketFramer::Start::kFirstPacket) {
  PacketFramer framer(start);
  const ByteVector bytes = *FromHex(hex);
  return framer.Next(bytes);
}

TEST(FloweeFramer, WaitsForFourBytesAndThenForThePacket) {
  EXPECT_EQ(Look("").need, 4u);
  EXPECT_EQ(Look("070008").need, 4u);
  EXPECT_EQ(Look("07000800").need, 7u);
  const Cut cut = Look("07000800100004" "ff");
  EXPECT_EQ(cut.kind, Cut::Kind::kFrame);
  EXPECT_EQ(cut.header, 2u);
  EXPECT_EQ(cut.size, 7u);
}

TEST(FloweeFramer, FiveTo9000BytesAreAPacket) {
  EXPECT_EQ(Look("05000800").need, 5u);
  EXPECT_EQ(Look("28230800").need, 9000u);
  EXPECT_EQ(Look("29230800").why.ToString(), "a packet of 9001 bytes is over the limit of 9000 (byte 0)");
  EXPECT_EQ(Look("ffff0800").why.ToString(), "a packet of 65535 bytes is over the limit of 9000 (byte 0)");
  for (const char* length : {"0000", "0200", "0300", "0400"}) {
    EXPECT_NE(Look(std::string(length) + "0800").why.Text().find("is shorter than 5"), std::string::npos);
  }
}

TEST(FloweeFramer, TheFirstPacketMustBeginWithServiceIdInShortForm) {
  const Cut long_form = Look("0800f8011000040c");
  EXPECT_EQ(long_form.kind, Cut::Kind::kReject);
  EXPECT_EQ(long_form.why.Text(), "the first packet does not begin with ServiceId: its third byte is 248, must be 8");
  EXPECT_TRUE(SpeaksSomethingElse(long_form.why));
  EXPECT_TRUE(SpeaksSomethingElse(Look("07001000080004").why));
  EXPECT_FALSE(SpeaksSomethingElse(Look("29230800").why)) << "a broken peer is not a foreign one";
}

TEST(FloweeFramer, HttpIsCalledByItsName) {
  const Cut request = Look("474554202f20485454502f312e300d0a0d0a");
  EXPECT_EQ(request.why.Text(), "this is HTTP, not Flowee");
  EXPECT_TRUE(SpeaksSomethingElse(request.why));
  EXPECT_EQ(Look("485454502f312e31").why.Text(), "this is HTTP, not Flowee");
}

TEST(FloweeFramer, LaterPacketsMayBeginWithAnything) {
  PacketFramer framer;
  const ByteVector first = *FromHex("07000800100004");
  const ByteVector second = *FromHex("07001000080004");
  EXPECT_EQ(framer.Next(first).kind, Cut::Kind::kFrame);
  EXPECT_EQ(framer.Next(second).kind, Cut::Kind::kFrame);
  EXPECT_EQ(Look("07001000080004", PacketFramer::Start::kLaterPacket).kind, Cut::Kind::kFrame);
}

TEST(FloweeFramer, WritesUpTo8999Bytes) {
  PacketFramer framer;
  ByteVector bytes;
  Writer out(bytes);
  std::size_t begun = framer.Begin(out);
  out.Fill(8997, 0);
  EXPECT_TRUE(framer.Finish(out, begun).ok());
  EXPECT_EQ(ToHex(Bytes(bytes).first(2)), "2723");
  begun = framer.Begin(out);
  out.Fill(8998, 0);
  EXPECT_EQ(framer.Finish(out, begun).Text(), "a packet of 9000 bytes is over the limit of 8999");
}

}  // namespace
}  // namespace dragoman::flowee
