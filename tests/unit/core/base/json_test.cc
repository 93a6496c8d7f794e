#include "core/base/json.h"

#include <gtest/gtest.h>

#include <limits>

namespace dragoman {
namespace {

std::string Again(std::string_view text) {
  const Result<Json> json = Json::Parse(text);
  return json.ok() ? json->Dump() : json.status().ToString();
}

TEST(Json, KeepsTheOrderOfKeysAndDropsTheSpaces) {
  EXPECT_EQ(Again(R"( { "b" : [ 1 , true , null ] , "a" : { } } )"), R"({"b":[1,true,null],"a":{}})");
}

TEST(Json, IntegersAreExactOverTheWholeRange) {
  for (const char* text : {"0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808",
                           "9223372036854775808", "18446744073709551615"}) {
    EXPECT_EQ(Again(text), text);
  }
  EXPECT_EQ(*Json::Parse("18446744073709551615")->Uint64(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(Json::Parse("18446744073709551615")->Int64().ok());
  EXPECT_FALSE(Json::Parse("18446744073709551616")->Uint64().ok()) << "beyond, it is its text";
  EXPECT_FALSE(Json::Parse("-1")->Uint64().ok());
  EXPECT_EQ(Json(std::uint64_t{5}), Json(5));
}

TEST(Json, IntegersAreAlsoReadFromTextAndNothingElseIs) {
  EXPECT_EQ(*Json("18446744073709551615").Uint64(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(*Json("-5").Int64(), -5);
  for (const Json& odd : {Json(""), Json(" 5"), Json("5 "), Json("+5"), Json("0x5"), Json("5.0"), Json(5.0), Json(true),
                          Json(), Json("18446744073709551616")}) {
    EXPECT_FALSE(odd.Uint64().ok()) << odd.Dump();
    EXPECT_FALSE(odd.Int64().ok()) << odd.Dump();
  }
}

TEST(Json, SafeIntegersAreNumbersWithinFiftyThreeBitsAndElseText) {
  constexpr std::int64_t kEdge = (std::int64_t{1} << 53) - 1;
  EXPECT_EQ(Json::SafeInt(kEdge).Dump(), "9007199254740991");
  EXPECT_EQ(Json::SafeInt(kEdge + 1).Dump(), "\"9007199254740992\"");
  EXPECT_EQ(Json::SafeInt(-kEdge).Dump(), "-9007199254740991");
  EXPECT_EQ(Json::SafeInt(-kEdge - 1).Dump(), "\"-9007199254740992\"");
  EXPECT_EQ(Json::SafeInt(std::uint64_t{kEdge}).Dump(), "9007199254740991");
  EXPECT_EQ(Json::SafeInt(std::numeric_limits<std::uint64_t>::max()).Dump(), "\"18446744073709551615\"");
}

TEST(Json, DoublesAreShortAndWhatIsNoNumberIsNull) {
  EXPECT_EQ(Json(0.1).Dump(), "0.1");
  EXPECT_EQ(Json(812.0).Dump(), "812");
  EXPECT_EQ(Json(1e300).Dump(), "1e+300");
  EXPECT_EQ(Again("740563076329504234234.5"), "7.405630763295042e+20");
  EXPECT_EQ(Again("-9223372036854775809.0"), "-9.223372036854776e+18");
  EXPECT_EQ(Json(-0.0).Dump(), "-0.0");
  EXPECT_EQ(Again("-0e0"), "-0.0");
  EXPECT_EQ(Json(std::numeric_limits<double>::infinity()).Dump(), "null");
  EXPECT_EQ(Json(std::numeric_limits<double>::quiet_NaN()).Dump(), "null");
  EXPECT_EQ(Again("1e999"), "not JSON (byte 4)");
}

TEST(Json, AWrongByteAnywhereInATextOfAnyLengthIsNotUtf8) {
  for (std::size_t size = 1; size <= 20; ++size) {
    const std::string good(size, 'a');
    EXPECT_TRUE(IsValidUtf8(good)) << size;
    for (std::size_t at = 0; at < size; ++at) {
      std::string bad = good;
      bad[at] = '\xFF';
      EXPECT_FALSE(IsValidUtf8(bad)) << at << " of " << size;
      bad.replace(at, 1, "\xC3\xA4");
      EXPECT_TRUE(IsValidUtf8(bad)) << at << " of " << size;
    }
  }
}

TEST(Json, TextIsEscapedAndBadUtf8ReplacedByteForByte) {
  EXPECT_EQ(Json(std::string("a\"\\\n\r\t\x01\x1f\x7f\0b", 11)).Dump(), "\"a\\\"\\\\\\n\\r\\t\\u0001\\u001f\x7f\\u0000b\"");
  EXPECT_EQ(Json("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80").Dump(), "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"");
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(IsValidUtf8(bad));
    std::string replaced = "\"";
    for (const char* c = bad; *c != 0; ++c) replaced += "\xEF\xBF\xBD";
    EXPECT_EQ(Json(bad).Dump(), replaced + '"');
  }
}

TEST(Json, WhatIsNotJsonIsRefusedWithItsPlace) {
  EXPECT_EQ(Again(""), "not JSON (byte 0)");
  EXPECT_EQ(Again("[1,]"), "not JSON (byte 3)");
  EXPECT_EQ(Again("{} x"), "not JSON (byte 3)");
  EXPECT_EQ(Again("\"\xFF\""), "not JSON (byte 1)");
  EXPECT_EQ(Again("nul"), "not JSON (byte 3)");
}

TEST(Json, NestsAtMostAHundredAndTwentyEightDeep) {
  const std::string deep = std::string(128, '[') + std::string(128, ']');
  EXPECT_EQ(Again(deep), deep);
  EXPECT_EQ(Again('[' + deep + ']'), "JSON is nested deeper than 128");
  EXPECT_EQ(Again(std::string(1'000'000, '[')), "JSON is nested deeper than 128");
}

TEST(Json, MembersAreFoundAndWhatIsNotThereIsNull) {
  const Json json = *Json::Parse(R"({"a":1,"b":{"c":"d"}})");
  EXPECT_EQ(json["b"]["c"].AsString(), "d");
  EXPECT_TRUE(json["x"]["y"].is_null());
  EXPECT_EQ(json.Find("x"), nullptr);
  EXPECT_EQ(json["a"].AsString(), "");
  EXPECT_TRUE(json["a"].AsArray().empty());
  EXPECT_FALSE(json["a"].AsBool());
  EXPECT_EQ(json["a"].AsDouble(), 1.0);
}

}  // namespace
}  // namespace dragoman
