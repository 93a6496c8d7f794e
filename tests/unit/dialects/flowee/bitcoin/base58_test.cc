#include "dialects/flowee/bitcoin/base58.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::flowee::bitcoin {
namespace {

std::string Decode(std::string_view text) {
  const Result<ByteVector> bytes = DecodeBase58Check(text);
  return bytes.ok() ? ToHex(*bytes) : bytes.status().ToString();
}

TEST(BitcoinBase58, ReadsAndWritesKnownTexts) {
  const std::pair<std::string, std::string> known[] = {
      {"0062e907b15cbf27d5425399ebf6f0fb50ebb88f18", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
      {"000000000000000000000000000000000000000000", "1111111111111111111114oLvT2"},
      {"6f0d77abf49d3a286154d15e31b1a7bd9898c35669", "mgkASUzP4FN3wyFLzvyVRSrUSTPxiBTwEH"},
      {"", "3QJmnh"},
  };
  for (const auto& [hex, text] : known) {
    EXPECT_EQ(EncodeBase58Check(*FromHex(hex)), text);
    EXPECT_EQ(Decode(text), hex);
  }
}

TEST(BitcoinBase58, KeepsZerosInFront) {
  for (std::size_t zeros = 0; zeros < 20; ++zeros) {
    ByteVector bytes(zeros, 0);
    bytes.push_back(7);
    EXPECT_EQ(Decode(EncodeBase58Check(bytes)), ToHex(bytes));
  }
}

TEST(BitcoinBase58, SaysWhatIsWrong) {
  EXPECT_EQ(Decode("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0"),
            "a letter that base58 does not have (byte 33)");
  EXPECT_EQ(Decode("bchtest:qr95sy3j"), "a letter that base58 does not have (byte 7)");
  EXPECT_EQ(Decode("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb").substr(0, 21), "the checksum is wrong");
  EXPECT_EQ(Decode(""), "too short for a checksum");
  EXPECT_EQ(Decode("111"), "too short for a checksum");
  EXPECT_EQ(Decode(std::string(129, '1')),
            "129 letters are more than the 128 of any base58 text we read");
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
