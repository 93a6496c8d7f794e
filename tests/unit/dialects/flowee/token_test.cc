#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/token_reader.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

// The only token of a document; the bytes must outlive it.
Token Only(const ByteVector& bytes, bool canonical = true) {
  TokenReader reader{Bytes(bytes)};
  EXPECT_TRUE(reader.Next()) << reader.status().ToString();
  EXPECT_EQ(reader.canonical(), canonical);
  const Token token = reader.token();
  EXPECT_FALSE(reader.Next());
  EXPECT_TRUE(reader.ok()) << reader.status().ToString();
  return token;
}

std::string FailureOf(const std::string& hex) {
  const ByteVector bytes = *FromHex(hex);
  TokenReader reader{Bytes(bytes)};
  while (reader.Next()) {
  }
  return reader.status().ToString();
}

TEST(FloweeToken, TheTokensOfTheWirePageAreSpelledSo) {
  ByteVector bytes;
  Writer out(bytes);
  const auto written = [&] { return ToHex(std::exchange(bytes, {})); };
  PutNum(out, 1, 5);
  EXPECT_EQ(written(), "0805");
  PutNum(out, 30, 5);
  EXPECT_EQ(written(), "f005");
  PutNum(out, 31, 5);
  EXPECT_EQ(written(), "f81f05");
  PutNum(out, 129, 6512);
  EXPECT_EQ(written(), "f88001b170");
  PutBool(out, 1000, true);
  EXPECT_EQ(written(), "fc8668");
  PutBool(out, 40, false);
  EXPECT_EQ(written(), "fd28");
  PutInt(out, 5, -2147483648);
  EXPECT_EQ(written(), "2986fefeff00");
  PutString(out, 1, "F\xc3\xb6o");
  EXPECT_EQ(written(), "0a0446c3b66f");
  PutBytes(out, 200, AsBytes("hihi"));
  EXPECT_EQ(written(), "fb80480468696869");
  PutDouble(out, 9, 15.5);
  EXPECT_EQ(written(), "4e0000000000002f40");
}

TEST(FloweeToken, NegativeZeroReadsAsZeroAndIsUnusual) {
  const ByteVector bytes = *FromHex("0900");
  const Token token = Only(bytes, false);
  EXPECT_EQ(token.Int(), 0);
  EXPECT_FALSE(token.negative);
}

TEST(FloweeToken, ALongTagBelow31IsReadAndIsUnusual) {
  EXPECT_EQ(Only(*FromHex("fc05"), false).tag, 5u);
  EXPECT_EQ(Only(*FromHex("fc1f"), true).tag, 31u);
  EXPECT_EQ(Only(*FromHex("fc8efefefe7f"), true).tag, 4294967295u);
}

TEST(FloweeToken, TheInt32ClassEndsOneBelowTheLargestInt32) {
  EXPECT_TRUE(Only(*FromHex("0886fefefe7e")).is_int32());
  EXPECT_FALSE(Only(*FromHex("0886fefefe7f")).is_int32());
  EXPECT_TRUE(Only(*FromHex("0986fefeff00")).is_int32());
  EXPECT_FALSE(Only(*FromHex("0c")).is_int32());
}

TEST(FloweeToken, AValueOfAnUnexpectedTypeReadsAsZeroFalseOrEmpty) {
  const ByteVector text = *FromHex("0a0131");
  const Token token = Only(text);
  EXPECT_EQ(token.Int(), 0);
  EXPECT_EQ(token.Num(), 0u);
  EXPECT_FALSE(token.Bool());
  EXPECT_EQ(token.Double(), 0.0);
  EXPECT_TRUE(token.ByteArray().empty());
  EXPECT_EQ(token.String(), "1");
  EXPECT_EQ(Only(*FromHex("0901")).Num(), 0u) << "a negative number is no amount";
  EXPECT_TRUE(Only(*FromHex("0801")).String().empty());
}

TEST(FloweeToken, ANumberAboveInt64IsKeptWholeAndReadsAsTheLargest) {
  const Token token = Only(*FromHex("0880fefefefefefefefe7f"));
  EXPECT_EQ(token.Num(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(token.Int(), std::numeric_limits<std::int64_t>::max());
}

TEST(FloweeToken, EveryErrorNamesItsPlaceAndItsLimit) {
  EXPECT_EQ(FailureOf("080f0f"), "tag 1 has type 7, the last one is 6 (byte 2)");
  EXPECT_EQ(FailureOf("0a05626c61"), "claims 5 bytes, 3 are left (byte 0)");
  EXPECT_EQ(FailureOf("0b80fefefefefefefefe7f"), "claims 18446744073709551615 bytes, 0 are left (byte 0)");
  EXPECT_EQ(FailureOf("4e00000000"), "needs 8 bytes, 4 are left (byte 1)");
  EXPECT_EQ(FailureOf("fc8efefeff00"), "tag 4294967296 is above 4294967295 (byte 0)");
  EXPECT_EQ(FailureOf("0986fefeff01"),
            "tag 1 is the negative number -2147483649, the lowest is -2147483648 (byte 0)");
  EXPECT_EQ(FailureOf("0a"), "a variable-length integer ends after 0 bytes (byte 1)");
}

TEST(FloweeToken, TokensBeforeAnErrorAreGivenOutAndNoneAfterIt) {
  const ByteVector bytes = *FromHex("08050f0805");
  TokenReader reader{Bytes(bytes)};
  EXPECT_TRUE(reader.Next());
  EXPECT_FALSE(reader.Next());
  EXPECT_FALSE(reader.Next());
  EXPECT_FALSE(reader.ok());
}

TEST(FloweeToken, ByteArraysShareTheBlockOfTheirDocument) {
  TokenReader reader(Slice::Copy(*FromHex("0b0268690b00")));
  ASSERT_TRUE(reader.Next());
  const Slice data = reader.Data();
  EXPECT_TRUE(data.owns());
  EXPECT_EQ(AsText(data.bytes()), "hi");
  ASSERT_TRUE(reader.Next());
  EXPECT_TRUE(reader.Data().empty());
}

// Random documents: what is written reads back as it was, and canonical.
class RandomTokens {
 public:
  explicit RandomTokens(std::uint32_t seed) : random_(seed) {}

  Token Next() {
    Token token;
    token.tag = static_cast<std::uint32_t>(Number());
    token.type = static_cast<Token::Type>(random_() % 5);
    token.bits = Number();
    if (token.is_number() && random_() % 2 == 0) {
      token.bits %= 2147483649;
      token.negative = token.bits != 0;
    }
    if (token.is_bool()) token.bits %= 2;
    if (token.is_string() || token.is_bytes()) {
      token.bits = 0;
      held_.emplace_back(random_() % 300, static_cast<std::uint8_t>(random_()));
      token.data = held_.back();
    }
    return token;
  }

 private:
  std::uint64_t Number() { return random_() >> (random_() % 64); }
  std::mt19937_64 random_;
  std::vector<ByteVector> held_;
};

TEST(FloweeToken, WhatIsWrittenIsReadBackForAnyTokens) {
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    RandomTokens random(seed);
    std::vector<Token> tokens;
    ByteVector bytes;
    Writer out(bytes);
    for (std::uint32_t i = 0; i < seed % 20; ++i) {
      tokens.push_back(random.Next());
      PutToken(out, tokens.back());
    }
    TokenReader reader{Bytes(bytes)};
    for (const Token& token : tokens) {
      ASSERT_TRUE(reader.Next()) << "seed " << seed << ": " << reader.status().ToString();
      EXPECT_TRUE(reader.canonical());
      EXPECT_EQ(reader.token().tag, token.tag);
      EXPECT_EQ(reader.token().type, token.type);
      EXPECT_EQ(reader.token().negative, token.negative);
      EXPECT_EQ(reader.token().bits, token.bits);
      EXPECT_EQ(ToHex(reader.token().data), ToHex(token.data));
    }
    EXPECT_FALSE(reader.Next());
    EXPECT_TRUE(reader.ok());
  }
}

}  // namespace
}  // namespace dragoman::flowee
