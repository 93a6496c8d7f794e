#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/packet_writer.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

std::optional<Envelope> Open(FloweeCodec& codec, const std::string& hex) {
  Result<std::optional<Envelope>> opened = codec.Open(Slice::Copy(*FromHex(hex)), kLengthBytes);
  EXPECT_TRUE(opened.ok()) << hex << ": " << opened.status().ToString();
  return opened.ok() ? *opened : std::nullopt;
}

std::string Sealed(const Envelope& message) {
  FloweeCodec codec;
  ByteVector bytes;
  Writer out(bytes);
  const Status status = codec.Seal(message, out);
  return status.ok() ? ToHex(bytes) : status.ToString();
}

TEST(FloweeCodec, OpensARequestWithItsIdAndTags) {
  FloweeCodec codec;
  const std::optional<Envelope> request = Open(codec, "0f0008011004582a6005043801");
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->native, PackNative(1, 4));
  EXPECT_EQ(request->id, 42);
  EXPECT_EQ(ToHex(request->head.bytes()), "582a6005");
  EXPECT_EQ(ToHex(request->body.bytes()), "3801");
}

TEST(FloweeCodec, NativeTypesPackNegativeIds) {
  EXPECT_EQ(ServiceOf(PackNative(-2, -1)), -2);
  EXPECT_EQ(MessageOf(PackNative(-2, -1)), -1);
  FloweeCodec codec;
  EXPECT_EQ(Open(codec, "0500080004")->native, PackNative(0, kUnsetMessage));
}

TEST(FloweeCodec, AReplyEchoesTheTagsWithoutAsyncRequest) {
  FloweeCodec codec;
  const std::optional<Envelope> request = Open(codec, "0d000802100250015807600504");
  ASSERT_TRUE(request.has_value());
  Envelope reply = codec.ReplyTo(*request);
  reply.native = PackNative(2, 3);
  EXPECT_EQ(Sealed(reply), "0b0008021003580760" "0504");
}

TEST(FloweeCodec, AnIdStandsInItsPlaceUnlessTheHeadHoldsOne) {
  Envelope message;
  message.native = PackNative(2, 2);
  message.id = 9;
  EXPECT_EQ(Sealed(message), "0900080210025809" "04");
  message.head = Slice::Copy(*FromHex("50016005"));
  EXPECT_EQ(Sealed(message), "0d00080210025001" "58096005" "04");
  message.head = Slice::Copy(*FromHex("58076005"));
  EXPECT_EQ(Sealed(message), "0b0008021002580760" "0504");
  message.id = 2147483647;
  EXPECT_EQ(Sealed(message), "a RequestId must be -2147483648 to 2147483646");
}

TEST(FloweeCodec, PingsAndPongsAreMessagesAndTheRestOfTheirServiceIsSwallowed) {
  FloweeCodec codec;
  EXPECT_EQ(Open(codec, "0600087e2c04")->native, kPing);
  EXPECT_EQ(Open(codec, "0600087e2d04")->native, kPing);
  EXPECT_EQ(Open(codec, "0600087e3404")->native, kPong);
  EXPECT_EQ(Open(codec, "0700087e2c3404")->native, kPing);
  EXPECT_FALSE(Open(codec, "0500087e04").has_value());
  Envelope message;
  message.native = kPing;
  EXPECT_EQ(Sealed(message), "0600087e2c04");
  message.native = kPong;
  message.id = 3;
  EXPECT_EQ(Sealed(message), "0600087e3404") << "a pong carries nothing";
  message.native = PackNative(service::kSystem, 7);
  EXPECT_EQ(Sealed(message), "service 126 carries only pings and pongs");
}

TEST(FloweeCodec, OtherMessagesAndPingsBetweenTheParts) {
  FloweeCodec codec;
  EXPECT_FALSE(Open(codec, "0d000801100458051804250438").has_value());
  EXPECT_EQ(Open(codec, "09000800100058" "0104")->native, PackNative(0, 0));
  EXPECT_EQ(Open(codec, "0700087e2c" "2504")->native, kPing) << "even with LastInSequence";
  EXPECT_FALSE(Open(codec, "0a0008011004250400fc").has_value());
  const std::optional<Envelope> joined = Open(codec, "09000801100424042b");
  ASSERT_TRUE(joined.has_value());
  EXPECT_EQ(joined->id, 5);
  EXPECT_EQ(ToHex(joined->body.bytes()), "3800fc2b");
}

TEST(FloweeCodec, SequenceStartWithoutLastInSequenceIsAnOrdinaryMessage) {
  FloweeCodec codec;
  EXPECT_TRUE(Open(codec, "0f000801100458051804043800fc2b").has_value());
  EXPECT_TRUE(Open(codec, "0d00080110045805" "190504" "3800").has_value()) << "whatever it says";
}

TEST(FloweeCodec, ErrorsCountFromTheFrontOfTheFrame) {
  FloweeCodec codec;
  const Result<std::optional<Envelope>> opened = codec.Open(Slice::Copy(*FromHex("06000c100004")), kLengthBytes);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.status().ToString(), "header.ServiceId: is not a number (byte 2)");
}

TEST(FloweeCodec, TheAnswerToUnsubscribeIsToldFromTransactionFound) {
  FloweeCodec codec;
  const std::optional<Envelope> answer = Open(codec, "0b0008111003580204a801");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->native, kUnsubscribeReply);
  EXPECT_EQ(Sealed(*answer), "0b0008111003580204a801");
  EXPECT_EQ(Open(codec, "0800081110030438")->native, PackNative(17, 3)) << "a broken body is no answer";
}

// The sizes of the packets in `bytes`.
std::vector<std::size_t> PacketSizes(Bytes bytes) {
  std::vector<std::size_t> sizes;
  PacketFramer framer;
  while (!bytes.empty()) {
    const Cut cut = framer.Next(bytes);
    if (cut.kind != Cut::Kind::kFrame) break;
    sizes.push_back(cut.size);
    bytes = bytes.subspan(cut.size);
  }
  return sizes;
}

std::vector<std::size_t> SealedSizes(std::size_t body_bytes, std::size_t head_bytes = 0) {
  Envelope message;
  message.native = PackNative(40, 3);
  const ByteVector body(body_bytes);
  ByteVector head;
  Writer tags(head);
  for (std::uint32_t tag = 12; head.size() < head_bytes; ++tag) PutNum(tags, tag, 1);
  message.body = Slice::View(body);
  message.head = Slice::View(head);
  FloweeCodec codec;
  ByteVector bytes;
  Writer out(bytes);
  const Status status = codec.Seal(message, out);
  EXPECT_TRUE(status.ok() || bytes.empty()) << "a failure leaves nothing behind";
  return PacketSizes(bytes);
}

TEST(FloweeCodec, BodiesAbove8000BytesBecomeSequences) {
  EXPECT_EQ(SealedSizes(8000), (std::vector<std::size_t>{8007}));
  EXPECT_EQ(SealedSizes(8001), (std::vector<std::size_t>{8011, 9}));
  EXPECT_EQ(SealedSizes(16000), (std::vector<std::size_t>{8011, 8008}));
}

TEST(FloweeCodec, AHugeHeaderLeavesLessRoomForTheFirstPart) {
  const std::vector<std::size_t> sizes = SealedSizes(8000, 3000);
  ASSERT_EQ(sizes.size(), 2u);
  EXPECT_EQ(sizes[0], kMaxSentPacketBytes);
  EXPECT_TRUE(SealedSizes(10, 9000).empty()) << "a header over the limit cannot be sent";
}

TEST(FloweeCodec, AnUnsetMessageIdIsWrittenInTheFirstPacketOnly) {
  Envelope message;
  message.native = PackNative(40, kUnsetMessage);
  EXPECT_EQ(Sealed(message), "0700082811" "0104");
  const ByteVector body(9000);
  message.body = Slice::View(body);
  const std::string sealed = Sealed(message);
  EXPECT_EQ(sealed.substr(0, 24), "4b1f0828110118c528250400");
  EXPECT_EQ(sealed.substr(2 * 8011, 12), "ee0308282404");
}

}  // namespace
}  // namespace dragoman::flowee
