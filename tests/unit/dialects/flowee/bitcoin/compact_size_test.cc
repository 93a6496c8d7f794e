#include "dialects/flowee/bitcoin/compact_size.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::flowee::bitcoin {
namespace {

std::uint64_t Read(std::string_view hex) {
  const ByteVector bytes = *FromHex(hex);
  Reader reader{Bytes(bytes)};
  const std::uint64_t value = ReadCompactSize(reader);
  EXPECT_TRUE(reader.ok()) << reader.status().ToString();
  EXPECT_TRUE(reader.done());
  return value;
}

Status Refuse(std::string_view hex) {
  const ByteVector bytes = *FromHex(hex);
  Reader reader{Bytes(bytes)};
  EXPECT_EQ(ReadCompactSize(reader), 0u);
  EXPECT_FALSE(reader.ok());
  return reader.status();
}

TEST(BitcoinCompactSize, ReadsEachWidth) {
  EXPECT_EQ(Read("00"), 0u);
  EXPECT_EQ(Read("fc"), 252u);
  EXPECT_EQ(Read("fdfd00"), 253u);
  EXPECT_EQ(Read("fdffff"), 65535u);
  EXPECT_EQ(Read("fe00000100"), 65536u);
  EXPECT_EQ(Read("ff0000000001000000"), std::uint64_t{1} << 32);
}

TEST(BitcoinCompactSize, RefusesALongerFormThanNeeded) {
  EXPECT_EQ(Refuse("fdfc00").Text(), "252 is written in a longer form than it needs");
  EXPECT_EQ(Refuse("feffff0000").offset(), 0u);
  EXPECT_EQ(Refuse("ffffffffff00000000").code(), Code::kBadValue);
}

TEST(BitcoinCompactSize, RefusesAnEarlyEnd) {
  for (const char* hex : {"", "fd", "fd00", "fe000000", "ff00000000000000"}) {
    EXPECT_EQ(Refuse(hex).code(), Code::kTruncated) << hex;
  }
}

TEST(BitcoinCompactSize, WritesWhatItReads) {
  for (const std::uint64_t value : {0ull, 252ull, 253ull, 65535ull, 65536ull, 0xffffffffull,
                                    0x100000000ull, 0xffffffffffffffffull}) {
    ByteVector bytes;
    Writer writer(bytes);
    WriteCompactSize(writer, value);
    EXPECT_EQ(Read(ToHex(bytes)), value);
  }
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
