#include "dialects/flowee/varint.h"

#include <limits>

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::flowee {
namespace {

std::string Written(std::uint64_t value) {
  ByteVector bytes;
  Writer out(bytes);
  PutVarInt(out, value);
  return ToHex(bytes);
}

Status FailureOf(const std::string& hex) {
  const ByteVector bytes = *FromHex(hex);
  Reader reader{Bytes(bytes)};
  EXPECT_EQ(TakeVarInt(reader), 0u);
  return reader.status();
}

TEST(FloweeVarInt, TheWorkedValuesOfTheWirePageAreSpelledSo) {
  const std::vector<std::pair<std::uint64_t, std::string>> kWorked{
      {0, "00"},
      {127, "7f"},
      {128, "8000"},
      {255, "807f"},
      {6512, "b170"},
      {16511, "ff7f"},
      {16512, "808000"},
      {1060584, "bfdc68"},
      {2147483647, "86fefefe7f"},
      {2147483648, "86fefeff00"},
      {4294967296, "8efefeff00"},
      {std::uint64_t{1} << 63, "fefefefefefefeff00"},
      {(std::uint64_t{1} << 63) - 1, "fefefefefefefefe7f"},
      {std::numeric_limits<std::uint64_t>::max(), "80fefefefefefefefe7f"},
  };
  for (const auto& [value, hex] : kWorked) {
    EXPECT_EQ(Written(value), hex);
    const ByteVector bytes = *FromHex(hex);
    Reader reader{Bytes(bytes)};
    EXPECT_EQ(TakeVarInt(reader), value);
    EXPECT_TRUE(reader.ok() && reader.done());
  }
}

TEST(FloweeVarInt, TheLargestValueOfEachLengthAndItsSuccessorAreOneByteApart) {
  std::uint64_t largest = 0;
  for (std::size_t bytes = 1; bytes < 10; ++bytes) {
    largest = largest * 128 + 127 + (bytes > 1 ? 128 : 0);
    EXPECT_EQ(Written(largest).size(), 2 * bytes);
    EXPECT_EQ(Written(largest + 1).size(), 2 * bytes + 2);
  }
}

TEST(FloweeVarInt, TwoToThe64AndMoreIsRefused) {
  EXPECT_EQ(FailureOf("80fefefefefefefeff00").Text(), "a variable-length integer is above 2^64 - 1");
  EXPECT_EQ(FailureOf("ffffffffffffffffff7f").Text(), "a variable-length integer is above 2^64 - 1");
}

TEST(FloweeVarInt, ElevenBytesAreRefusedWhereTheyBegin) {
  const Status why = FailureOf("8080808080808080808000");
  EXPECT_EQ(why.Text(), "a variable-length integer is longer than 10 bytes");
  EXPECT_EQ(why.offset(), 0u);
}

TEST(FloweeVarInt, AnEndInsideSaysAfterHowManyBytes) {
  EXPECT_EQ(FailureOf("").Text(), "a variable-length integer ends after 0 bytes");
  EXPECT_EQ(FailureOf("8080").Text(), "a variable-length integer ends after 2 bytes");
}

}  // namespace
}  // namespace dragoman::flowee
