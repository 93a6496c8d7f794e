// One field list: decoding, encoding, JSON both ways, limits.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/wire/json_fields.h"
#include "core/wire/message.h"
#include "core/wire/own.h"
#include "tests/unit/core/allocated.h"

namespace dragoman {
namespace {

struct Point {
  std::uint16_t x = 0;
  static void Fields(auto& visit, auto& m) { visit("x", m.x); }
};

struct All {
  bool flag = false;
  std::uint8_t small = 0;
  std::uint64_t large = 0;
  ByteArray<3> array{};
  std::string text;
  ByteVector octets;
  Slice view;
  std::vector<std::uint16_t> numbers;
  std::vector<Point> points;
  std::optional<std::uint32_t> maybe;
  static void Fields(auto& visit, auto& m) {
    visit("flag", m.flag);
    visit("small", m.small);
    visit("large", m.large);
    visit("array", m.array);
    visit("text", m.text, Max{4});
    visit("octets", m.octets);
    visit("view", m.view);
    visit("numbers", m.numbers, Max{3});
    visit("points", m.points);
    visit("maybe", m.maybe);
  }
};
struct LittleAll : All {
  using Layout = FixedLayout<std::endian::little, 2>;
};

constexpr const char* kBig =
    "01 07 0102030405060708 aabbcc 00000002 6869 00000001 ff 00000002 eeee 00000002 0102 0304"
    "00000001 0506 01 00000009";
constexpr const char* kLittle =
    "01 07 0807060504030201 aabbcc 0200 6869 0100 ff 0200 eeee 0200 0201 0403 0100 0605 01 09000000";
constexpr const char* kJson =
    R"({"flag":true,"small":7,"large":"72623859790382856","array":"aabbcc","text":"hi","octets":"ff","view":"eeee",)"
    R"("numbers":[258,772],"points":[{"x":1286}],"maybe":9})";

template <class M>
std::string Reencode(const M& message) {
  ByteVector out;
  Writer writer(out);
  WriteMessage(message, writer);
  EXPECT_EQ(out.size(), MeasureMessage(message));
  return ToHex(out);
}

template <class M>
std::string JsonOf(const M& message, wire::JsonNotation notation = {}) {
  wire::JsonWriter writer(notation);
  M::Fields(writer, message);
  return writer.Take().Dump();
}

template <class M>
Status FromJson(std::string_view text, M& message) {
  const Result<Json> json = Json::Parse(text);
  if (!json.ok()) return json.status();
  wire::JsonReader reader(*json);
  M::Fields(reader, message);
  return reader.status();
}

TEST(Fields, AreReadAndWrittenInBothLayouts) {
  const ByteVector big = *FromHex(kBig);
  const ByteVector little = *FromHex(kLittle);
  const Result<All> from_big = ReadMessage<All>(Slice::View(big));
  const Result<LittleAll> from_little = ReadMessage<LittleAll>(Slice::View(little));
  ASSERT_TRUE(from_big.ok()) << from_big.status().ToString();
  ASSERT_TRUE(from_little.ok()) << from_little.status().ToString();
  EXPECT_EQ(JsonOf(*from_big), kJson);
  EXPECT_EQ(JsonOf(*from_little), kJson);
  EXPECT_EQ(Reencode(*from_big), ToHex(big));
  EXPECT_EQ(Reencode(*from_little), ToHex(little));
}

TEST(Fields, AreReadFromTheJsonThatTheyAreWrittenAs) {
  All message;
  ASSERT_TRUE(FromJson(kJson, message).ok());
  EXPECT_EQ(Reencode(message), ToHex(*FromHex(kBig)));
  EXPECT_EQ(JsonOf(message, {.hex_prefix = true}).substr(0, 73),
            R"({"flag":true,"small":7,"large":"72623859790382856","array":"0xaabbcc","te)");
}

TEST(Fields, ViewsShareTheInputsBlockUntilTheyAreMadeToLast) {
  const Slice input = Slice::Copy(*FromHex(kBig));
  Result<All> message = ReadMessage<All>(input);
  EXPECT_GE(message->view.data(), input.data());
  EXPECT_LT(message->view.data(), input.data() + input.size());
  Result<All> borrowed = ReadMessage<All>(Slice::View(input));
  wire::Owner owner;
  All::Fields(owner, *borrowed);
  EXPECT_TRUE(borrowed->view.owns());
  EXPECT_NE(borrowed->view.data(), message->view.data());
}

TEST(Fields, EveryTruncationAndEveryTrailIsAnErrorWithAPlace) {
  const ByteVector whole = *FromHex(kBig);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Result<All> cut = ReadMessage<All>(Slice::View(Bytes(whole).first(size)));
    ASSERT_FALSE(cut.ok()) << size;
    EXPECT_EQ(cut.status().code(), Code::kTruncated);
    EXPECT_LE(cut.status().offset(), size);
    EXPECT_FALSE(cut.status().Path().empty());
  }
  ByteVector longer = whole;
  longer.push_back(0);
  const Status trailing = ReadMessage<All>(Slice::View(longer)).status();
  EXPECT_EQ(trailing.ToString(), "1 bytes follow the last field (byte " + std::to_string(whole.size()) + ")");
}

TEST(Fields, FaultsNameTheFieldTheLimitAndTheByte) {
  const auto read = [](const char* hex) {
    const ByteVector bytes = *FromHex(hex);
    return ReadMessage<All>(Slice::View(bytes)).status().ToString();
  };
  EXPECT_EQ(read("02"), "flag: is 2, must be 0 or 1 (byte 0)");
  EXPECT_EQ(read("01 07 0102030405060708 aabbcc 00000005 6869"), "text: holds 5, the limit is 4 (byte 13)");
  EXPECT_EQ(read("01 07 0102030405060708 aabbcc 00000000 00000000 00000000 00000000 00000002 0102 03"),
            "points[1].x: needs 2 bytes, 1 are left (byte 35)");
}

struct Heap {
  std::vector<std::uint64_t> numbers;
  static void Fields(auto& visit, auto& m) { visit("numbers", m.numbers); }
};
struct Text {
  std::string text;
  static void Fields(auto& visit, auto& m) { visit("text", m.text); }
};
struct Nothing {
  static void Fields(auto&, auto&) {}
};
struct ManyNothings {
  std::vector<Nothing> nothings;
  static void Fields(auto& visit, auto& m) { visit("nothings", m.nothings); }
};

TEST(Fields, ACountThatLiesTakesNoMemory) {
  const ByteVector lie = *FromHex("ffffffff 0000000000000001");
  const std::size_t before = testing::AllocatedSoFar();
  EXPECT_EQ(ReadMessage<Heap>(Slice::View(lie)).status().code(), Code::kTruncated);
  EXPECT_EQ(ReadMessage<Text>(Slice::View(lie)).status().code(), Code::kTruncated);
  EXPECT_LT(testing::AllocatedSoFar() - before, 1000u);  // the two faults themselves, at the most
}

TEST(Fields, ItemsThatTakeNoBytesCannotBeCountedIntoMemory) {
  const ByteVector lie = *FromHex("00ffffff");
  const std::size_t before = testing::AllocatedSoFar();
  EXPECT_FALSE(ReadMessage<ManyNothings>(Slice::View(lie)).ok());
  EXPECT_LT(testing::AllocatedSoFar() - before, 1000u);
}

struct Tree {
  std::vector<Tree> kids;
  static void Fields(auto& visit, auto& m) { visit("kids", m.kids); }
};

ByteVector NestedTree(int depth) {
  ByteVector bytes;
  Writer writer(bytes);
  for (int i = 0; i < depth; ++i) writer.U32(1, std::endian::big);
  writer.U32(0, std::endian::big);
  return bytes;
}

TEST(Fields, NestAtMostThirtyTwoDeep) {
  EXPECT_TRUE(ReadMessage<Tree>(Slice::View(NestedTree(32))).ok());
  const ByteVector deep = NestedTree(33);
  const Status refused = ReadMessage<Tree>(Slice::View(deep)).status();
  EXPECT_EQ(refused.code(), Code::kOverLimit);
  EXPECT_EQ(refused.Text(), "nested deeper than 32");
}

TEST(Fields, TheDeepestMessageGoesThroughJsonAndBack) {
  const ByteVector deep = NestedTree(32);
  const Result<Tree> tree = ReadMessage<Tree>(Slice::View(deep));
  ASSERT_TRUE(tree.ok());
  Tree again;
  const Status read = FromJson(JsonOf(*tree), again);
  ASSERT_TRUE(read.ok()) << read.ToString();
  EXPECT_EQ(Reencode(again), ToHex(deep));
}

TEST(FieldsFromJson, NameWhatIsWrong) {
  All message;
  const auto fault = [&](std::string_view from, std::string_view to) {
    std::string text = kJson;
    text.replace(text.find(from), from.size(), to);
    const Status status = FromJson(text, message);
    EXPECT_EQ(status.fault(), FaultClass::kRequest) << to;
    return status.ToString();
  };
  EXPECT_EQ(FromJson("[]", message).ToString(), "must be an object");
  EXPECT_EQ(fault(R"("small":7,)", ""), "small: is missing");
  EXPECT_EQ(fault(R"("small":7)", R"("small":256)"), "small: 256 is above 255");
  EXPECT_EQ(fault(R"("small":7)", R"("small":-1)"), "small: must be an integer from 0 to 255");
  EXPECT_EQ(fault(R"("small":7)", R"("small":1.5)"), "small: must be an integer from 0 to 255");
  EXPECT_EQ(fault("true", "1"), "flag: must be true or false");
  EXPECT_EQ(fault("aabbcc", "aabb"), "array: has 2 bytes, must have 3");
  EXPECT_EQ(fault("aabbcc", "aabbcg"), "array: must be hexadecimal text");
  EXPECT_EQ(fault(R"("hi")", R"("hello")"), "text: holds 5, the limit is 4");
  EXPECT_EQ(fault(R"("hi")", "5"), "text: must be a string");
  EXPECT_EQ(fault("[258,772]", "[1,2,3,4]"), "numbers: holds 4, the limit is 3");
  EXPECT_EQ(fault("[258,772]", "[1,65536]"), "numbers[1]: 65536 is above 65535");
  EXPECT_EQ(fault("[258,772]", "7"), "numbers: must be a list");
  EXPECT_EQ(fault(R"({"x":1286})", "{}"), "points[0].x: is missing");
}

TEST(FieldsFromJson, TakeNumbersAsTextHexWithAPrefixAndOddStringsAsHex) {
  std::string text = kJson;
  text.replace(text.find("7,"), 1, R"("7")");
  text.replace(text.find("aabbcc"), 6, "0xAABBCC");
  text.replace(text.find(R"("hi")"), 4, R"({"hex":"ff6869"})");
  text.replace(text.find(R"(,"maybe":9)"), 10, "");
  All message;
  const Status status = FromJson(text, message);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(message.small, 7);
  EXPECT_EQ(message.array[0], 0xAA);
  EXPECT_EQ(message.text, "\xFFhi");
  EXPECT_FALSE(message.maybe.has_value());
  EXPECT_NE(JsonOf(message).find(R"("text":{"hex":"ff6869"})"), std::string::npos);
  EXPECT_NE(JsonOf(message).find(R"("maybe":null)"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
