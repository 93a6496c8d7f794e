// Every row of wire/flowee.md 4.2 and 4.3.
#include "dialects/flowee/header.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::flowee {
namespace {

Result<Header> ReadHex(const std::string& hex) { return ReadHeader(Slice::Copy(*FromHex(hex))); }

Header Read(const std::string& hex) {
  Result<Header> header = ReadHex(hex);
  EXPECT_TRUE(header.ok()) << hex << ": " << header.status().ToString();
  return header.ok() ? *header : Header();
}

std::string Refused(const std::string& hex) {
  const Result<Header> header = ReadHex(hex);
  EXPECT_FALSE(header.ok()) << hex;
  return header.status().ToString();
}

TEST(FloweeHeader, AnOrdinaryHeaderGivesItsIdsAndWhereTheBodyBegins) {
  const Header header = Read("08011004582a043800");
  EXPECT_EQ(header.service, 1);
  EXPECT_EQ(header.message, 4);
  EXPECT_EQ(header.request_id, 42);
  EXPECT_EQ(header.size, 7u);
  EXPECT_FALSE(header.last_in_sequence.has_value());
}

TEST(FloweeHeader, AHeaderThatEndsWithThePacketIsWhole) {
  const Header header = Read("08001000");
  EXPECT_EQ(header.message, 0);
  EXPECT_EQ(header.size, 4u);
}

TEST(FloweeHeader, AnyTypeOfHeaderEndEndsIt) {
  for (const char* end : {"05", "0007", "020161", "0300", "06000000000000f03f"}) {
    EXPECT_EQ(Read(std::string("08001000") + end).size, 4 + std::string(end).size() / 2);
  }
}

TEST(FloweeHeader, AMissingServiceIdAndMinusOneAreRefused) {
  EXPECT_EQ(Refused("100004"), "header.ServiceId: is missing or -1 (byte 0)");
  EXPECT_EQ(Refused("0901100004"), "header.ServiceId: is missing or -1 (byte 0)");
  EXPECT_EQ(Read("0902100004").service, -2) << "other negative ones are routed";
}

TEST(FloweeHeader, IdsMustBeNumbersOfTheInt32Class) {
  EXPECT_EQ(Refused("0c100004"), "header.ServiceId: is not a number (byte 0)");
  EXPECT_EQ(Refused("080012017804"), "header.MessageId: is not a number (byte 2)");
  EXPECT_EQ(Refused("0886fefefe7f100004"), "header.ServiceId: is 2147483647, the limit is 2147483646 (byte 0)");
  EXPECT_EQ(Refused("08001086fefefe7f04"), "header.MessageId: is 2147483647, the limit is 2147483646 (byte 2)");
  EXPECT_EQ(Read("080004").message, kUnsetMessage);
  EXPECT_EQ(Read("0800110504").message, -5);
}

TEST(FloweeHeader, SequenceFieldsMustHaveTheirTypes) {
  EXPECT_EQ(Refused("080010001a01352504"), "header.SequenceStart: is not a number (byte 4)");
  EXPECT_EQ(Refused("080010001886fefefe7f2504"), "header.SequenceStart: is 2147483647, the limit is 2147483646 (byte 4)");
  EXPECT_EQ(Refused("080010001804200104"), "header.LastInSequence: is not a bool (byte 6)");
  const Header header = Read("0800100018042504");
  EXPECT_EQ(header.sequence_start, 4);
  EXPECT_EQ(header.last_in_sequence, false);
}

TEST(FloweeHeader, OfTheNumberedFieldsTheLastCounts) {
  const Header header = Read("0805080010071003180118022425" "04");
  EXPECT_EQ(header.service, 0);
  EXPECT_EQ(header.message, 3);
  EXPECT_EQ(header.sequence_start, 2);
  EXPECT_EQ(header.last_in_sequence, false);
}

TEST(FloweeHeader, Tags6To9WithASmallNumberAreRefusedAndOtherwiseIgnored) {
  for (const char* number : {"3001", "3801", "4001", "4801", "3901"}) {
    EXPECT_NE(Refused(std::string("08001000") + number + "04").find("is a number (byte 4)"), std::string::npos);
  }
  for (const char* other : {"34", "3c", "45", "4b0161", "3886fefefe7f", "2801", "2c"}) {
    EXPECT_EQ(Read(std::string("08001000") + other + "04").message, 0) << other;
  }
}

TEST(FloweeHeader, PingAndPongGoByPresence) {
  EXPECT_TRUE(Read("087e2c04").ping);
  EXPECT_TRUE(Read("087e2d04").ping);
  EXPECT_TRUE(Read("087e280504").ping);
  EXPECT_TRUE(Read("087e3404").pong);
  EXPECT_FALSE(Read("087e04").ping);
}

TEST(FloweeHeader, ATokenErrorIsRefusedWhereItStands) {
  EXPECT_EQ(Refused("08001000623004"), "header: claims 48 bytes, 1 are left (byte 4)");
  EXPECT_EQ(Refused("08000f"), "header: tag 1 has type 7, the last one is 6 (byte 2)");
}

TEST(FloweeHeader, UserTagsAreKeptAsTheyStandWhereThatIsCanonical) {
  const Slice packet = Slice::Copy(*FromHex("0803100058006" "14df88069e069" "04"));
  const Result<Header> header = ReadHeader(packet);
  ASSERT_TRUE(header.ok()) << header.status().ToString();
  EXPECT_EQ(ToHex(header->user_tags.bytes()), "5800614df88069e069");
  EXPECT_EQ(header->user_tags.data(), packet.data() + 4) << "nothing is copied";
}

TEST(FloweeHeader, OtherTypesAndLargeNumbersAndLargeTagsAreDropped) {
  // bool, string, bytes, double, 2147483647, tag 16777215
  const Header header =
      Read("08001000" "5c" "6201" "68" "6b00" "6e000000000000f83f" "7086fefefe7f" "f886fefe7f03" "04");
  EXPECT_TRUE(header.user_tags.empty());
  EXPECT_FALSE(header.request_id.has_value());
  EXPECT_EQ(ToHex(Read("08001000f886fefe7e0304").user_tags.bytes()), "f886fefe7e03");
  EXPECT_EQ(Read("08001000" "5986fefeff0004").request_id, -2147483648);
}

TEST(FloweeHeader, UserTagsInAnyOrderComeOutAscendingAndTheFirstCounts) {
  EXPECT_EQ(ToHex(Read("0800" "6005" "1000" "5807" "5808" "f80c09" "04").user_tags.bytes()), "58076005");
  EXPECT_EQ(Read("080010005807580804").request_id, 7);
  EXPECT_EQ(ToHex(Read("08001000" "590004").user_tags.bytes()), "5800") << "negative zero is written as zero";
}

TEST(FloweeHeader, AReplyEchoesAllButAsyncRequest) {
  EXPECT_EQ(ToHex(EchoedTags(Read("08021002500158076005" "04").user_tags).bytes()), "58076005");
  EXPECT_EQ(ToHex(EchoedTags(Read("0802100258076005" "04").user_tags).bytes()), "58076005");
  EXPECT_TRUE(EchoedTags(Read("08021002500104").user_tags).empty());
}

}  // namespace
}  // namespace dragoman::flowee
