// Fields that are more than plain values: wide and signed integers, tuples, views of lists and structs, and fields whose
// presence one byte tells.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/wire/body_forms.h"
#include "core/wire/own.h"
#include "tests/unit/core/allocated.h"

namespace dragoman {
namespace {

struct Place {
  std::int16_t x = 0;
  std::int16_t y = 0;
  static void Fields(auto& visit, auto& m) {
    visit("x", m.x);
    visit("y", m.y);
  }
};

struct Named {
  Text name;
  std::optional<Place> place;
  static void Fields(auto& visit, auto& m) {
    visit("name", m.name);
    visit("place", m.place);
  }
};

struct Rich {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "rich";
  Uint128 weight = 0;
  Int128 balance = 0;
  std::array<std::uint16_t, 2> fixed{};
  std::tuple<std::uint8_t, Text, std::int8_t> mixed;
  std::pair<bool, std::uint32_t> pair;
  wire::Sequence<Named> list;
  wire::Sequence<Place> places;  // of one width
  wire::Part<Named> part;
  static void Fields(auto& visit, auto& m) {
    visit("weight", m.weight);
    visit("balance", m.balance);
    visit("fixed", m.fixed);
    visit("mixed", m.mixed);
    visit("pair", m.pair);
    visit("list", m.list);
    visit("places", m.places);
    visit("part", m.part);
  }
};

constexpr const char* kRich =
    "80000000000000000000000000000001 fffffffffffffffffffffffffffffac7 0102 0304 07 00000002c3a9 ff 01 00000009"
    "00000002 00000001 61 00 00000000 01 ffff 0002 00000001 0003 fffc 00000001 62 00";
constexpr const char* kRichJson =
    R"({"weight":"170141183460469231731687303715884105729","balance":-1337,"fixed":[258,772],"mixed":[7,"é",-1],)"
    R"("pair":[true,9],"list":[{"name":"a","place":null},{"name":"","place":{"x":-1,"y":2}}],"places":[{"x":3,"y":-4}],)"
    R"("part":{"name":"b","place":null}})";

Status Fault(const char* hex) {
  const ByteVector bytes = *FromHex(hex);
  return ReadMessage<Rich>(Slice::Copy(bytes)).status();
}

TEST(Views, GoBothWaysAndThroughJson) {
  const ByteVector bytes = *FromHex(kRich);
  const BodyForms forms = BodyForms::Of<Rich>();
  const Result<Json> json = forms.to_json(Slice::View(bytes), {});
  ASSERT_TRUE(json.ok()) << json.status().ToString();
  EXPECT_EQ(json->Dump(), kRichJson);
  const Result<ByteVector> again = forms.from_json(*Json::Parse(kRichJson));
  ASSERT_TRUE(again.ok()) << again.status().ToString();
  EXPECT_EQ(ToHex(*again), ToHex(bytes));
}

struct Little {
  using Layout = LittleEndianLayout;
  Uint128 weight = 0;
  static void Fields(auto& visit, auto& m) { visit("weight", m.weight); }
};

TEST(Views, LittleEndianLayoutsTurnWideIntegersToo) {
  const ByteVector bytes = *FromHex("01000000000000000000000000000080");
  const Result<Little> read = ReadMessage<Little>(Slice::View(bytes));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(ToDecimal(read->weight), "170141183460469231731687303715884105729");
  ByteVector again;
  Writer out(again);
  WriteMessage(*read, out);
  EXPECT_EQ(ToHex(again), ToHex(bytes));
}

TEST(Views, TakeNoMemoryToDecodeOrToWalk) {
  const Slice input = Slice::Copy(*FromHex(kRich));
  const std::size_t before = testing::AllocatedSoFar();
  const Result<Rich> rich = ReadMessage<Rich>(input);
  std::size_t named = 0;
  for (const Named& one : rich->list) named += one.name.size();
  EXPECT_EQ(rich->part.Get().name.view(), "b");
  EXPECT_EQ(testing::AllocatedSoFar() - before, 0u);
  EXPECT_EQ(named, 1u);
}

TEST(Views, AListIsWalkedCutAndBuilt) {
  const Slice input = Slice::Copy(*FromHex(kRich));
  const Result<Rich> rich = ReadMessage<Rich>(input);
  ASSERT_TRUE(rich.ok());
  EXPECT_EQ(rich->list.size(), 2u);
  EXPECT_EQ(ToHex(rich->list.begin().bytes()), "000000016100");
  EXPECT_EQ(rich->list.First(1).ToVector().size(), 1u);
  EXPECT_EQ(ToHex(rich->list.First(1).bytes()), "000000016100");
  EXPECT_EQ(rich->list.First(0).bytes().size(), 0u);
  EXPECT_EQ(rich->list.First(5), rich->list);
  const wire::Sequence<Named> built(rich->list.ToVector());
  EXPECT_EQ(built, rich->list);
  EXPECT_NE(built.bytes().data(), rich->list.bytes().data());
}

TEST(Views, LastBeyondTheInputOnceTheyAreOwned) {
  ByteVector bytes = *FromHex(kRich);
  Result<Rich> rich = ReadMessage<Rich>(Slice::View(bytes));
  wire::Owner owner;
  Rich::Fields(owner, *rich);
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
  EXPECT_EQ(std::get<1>(rich->mixed).view(), "é");
  EXPECT_EQ(rich->list.begin()->name.view(), "a");
  EXPECT_EQ(rich->part.Get().name.view(), "b");
}

TEST(Views, FaultsInsideThemHaveAPathAndAPlace) {
  const std::string head =
      "80000000000000000000000000000001 fffffffffffffffffffffffffffffac7 0102 0304 07 00000002c3a9 ff 01 00000009";
  EXPECT_EQ(Fault((head + "00000002 00000001 61 00 00000000 02").c_str()).ToString(),
            "list[1].place: is 2, must be 0 or 1 (byte 63)");
  EXPECT_EQ(Fault((head + "00000000 00000002 0003 fffc 0001").c_str()).ToString(),
            "places[1].y: needs 2 bytes, 0 are left (byte 63)");
  EXPECT_EQ(Fault((head + "00000000 00000000 00000002 c328 00").c_str()).ToString(),
            "part.name: is not valid UTF-8 (byte 61)");
  EXPECT_EQ(Fault("80000000000000000000000000000001 fffffffffffffffffffffffffffffac7 0102 03").Path(), "fixed[1]");
  EXPECT_EQ(Fault((head.substr(0, head.find("00000002c3a9")) + "00000005c3a9").c_str()).Path(), "mixed[1]");
}

TEST(Views, ACountThatLiesTakesNoMemory) {
  const std::string head = std::string(kRich, std::string_view(kRich).find("00000002 00000001 61"));
  const ByteVector lie = *FromHex(head + "ffffffff 00000001 61 00");
  const std::size_t before = testing::AllocatedSoFar();
  EXPECT_EQ(ReadMessage<Rich>(Slice::View(lie)).status().code(), Code::kTruncated);
  EXPECT_LT(testing::AllocatedSoFar() - before, 1000u);  // the fault itself
}

TEST(Views, JsonOfTheWrongShapeIsNamed) {
  const auto fault = [](std::string_view from, std::string_view to) {
    std::string text = kRichJson;
    text.replace(text.find(from), from.size(), to);
    return BodyForms::Of<Rich>().from_json(*Json::Parse(text)).status().ToString();
  };
  EXPECT_EQ(fault(R"("170141183460469231731687303715884105729")", "-1"), "weight: must be an unsigned integer of 128 bits");
  EXPECT_EQ(fault(R"("170141183460469231731687303715884105729")", "340282366920938463463374607431768211456"),
            "weight: must be an unsigned integer of 128 bits");
  EXPECT_EQ(fault("[258,772]", "[258]"), "fixed: must be a list of 2");
  EXPECT_EQ(fault("-1]", "128]"), "mixed[2]: must be a signed integer of 8 bits");
  EXPECT_EQ(fault(R"("x":-1)", R"("x":-32769)"), "list[1].place.x: must be a signed integer of 16 bits");
  EXPECT_EQ(fault("-1337", "-170141183460469231731687303715884105729"), "balance: must be a signed integer of 128 bits");
  EXPECT_EQ(fault("-1337", "-170141183460469231731687303715884105728"), "ok");
}

// One byte says whether a and b are there, and which version it is.
struct Versioned {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "versioned";
  std::optional<std::uint8_t> a;
  std::uint8_t version = 0;
  std::uint16_t first_only = 0;
  static void Fields(auto& visit, auto& m) {
    const auto has = visit.Flags("prefix", m.a.has_value(), m.version == 1);
    visit.Present(has[0], "a", m.a);
    visit.Implied("version", m.version, has[1] ? 1 : 0);
    visit.Present(!has[1], "first_only", m.first_only);
  }
  Status Check() const { return a == 13 ? Status(Code::kBadValue, "13 brings no luck") : Ok(); }
};

std::string VersionedJson(const char* hex) {
  const ByteVector bytes = *FromHex(hex);
  const Result<Json> json = BodyForms::Of<Versioned>().to_json(Slice::View(bytes), {});
  return json.ok() ? json->Dump() : json.status().ToString();
}

std::string VersionedHex(const char* json) {
  const Result<ByteVector> bytes = BodyForms::Of<Versioned>().from_json(*Json::Parse(json));
  return bytes.ok() ? ToHex(*bytes) : bytes.status().ToString();
}

TEST(Views, OneByteTellsWhichFieldsAreThere) {
  EXPECT_EQ(VersionedJson("00 0102"), R"({"a":null,"version":0,"first_only":258})");
  EXPECT_EQ(VersionedJson("01 07 0102"), R"({"a":7,"version":0,"first_only":258})");
  EXPECT_EQ(VersionedJson("03 07"), R"({"a":7,"version":1,"first_only":0})");
  EXPECT_EQ(VersionedJson("04"), "prefix: is 4, must be 0 to 3 (byte 0)");
  EXPECT_EQ(VersionedJson("01 0d 0102"), "13 brings no luck (byte 0)");
  EXPECT_EQ(VersionedHex(R"({"a":7,"version":1,"first_only":0})"), "0307");
  EXPECT_EQ(VersionedHex(R"({"first_only":258})"), "000102") << "what need not be on the wire may be left out";
}

TEST(Views, WhatTheOtherFieldsLeaveNoPlaceForIsAnErrorInJson) {
  EXPECT_EQ(VersionedHex(R"({"a":7,"version":1,"first_only":5})"),
            "first_only: contradicts the other fields: encoded with them it would be lost");
  EXPECT_EQ(VersionedHex(R"({"a":7,"version":2,"first_only":5})"),
            "version: contradicts the other fields: encoded with them it would be lost");
  EXPECT_EQ(VersionedHex(R"({"a":13,"version":1,"first_only":0})"), "cannot be encoded: 13 brings no luck (byte 0)");
}

struct ManyVersioned {
  wire::Sequence<Versioned> items;
  static void Fields(auto& visit, auto& m) { visit("items", m.items); }
};

TEST(Views, AListThatIsPassedOverIsCheckedAllTheSame) {
  const auto read = [](const char* hex) {
    const ByteVector bytes = *FromHex(hex);
    return ReadMessage<ManyVersioned>(Slice::View(bytes)).status().ToString();
  };
  EXPECT_EQ(read("00000002 03 07 02"), "ok");
  EXPECT_EQ(read("00000002 03 07 03 0d"), "items[1]: 13 brings no luck (byte 6)");
  EXPECT_EQ(read("00000002 03 07 08"), "items[1].prefix: is 8, must be 0 to 3 (byte 6)");
}

TEST(WideIntegers, AreDecimalTextBothWays) {
  const Uint128 largest = ~Uint128{0};
  EXPECT_EQ(ToDecimal(largest), "340282366920938463463374607431768211455");
  EXPECT_EQ(*Uint128Of("340282366920938463463374607431768211455"), largest);
  EXPECT_EQ(ToDecimal(Uint128{0}), "0");
  const Int128 smallest = static_cast<Int128>(Uint128{1} << 127);
  EXPECT_EQ(ToDecimal(smallest), "-170141183460469231731687303715884105728");
  EXPECT_EQ(*Int128Of("-170141183460469231731687303715884105728"), smallest);
  for (const char* odd : {"", "-", "+1", " 1", "1 ", "0x1", "340282366920938463463374607431768211456", "1e3"}) {
    EXPECT_FALSE(Uint128Of(odd).ok()) << odd;
  }
  EXPECT_FALSE(Uint128Of("-1").ok());
  EXPECT_FALSE(Int128Of("170141183460469231731687303715884105728").ok());
  EXPECT_FALSE(Int128Of("-170141183460469231731687303715884105729").ok());
}

}  // namespace
}  // namespace dragoman
