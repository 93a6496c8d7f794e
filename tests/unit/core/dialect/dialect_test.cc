// The description of a dialect: every mistake is a sentence, and the program does not start with it.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/dialect/field_inspector.h"
#include "core/dialect/registry.h"

namespace dragoman {
namespace {

struct Hello {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "hello";
  std::string name;
  static void Fields(auto& visit, auto& m) { visit("name", m.name, Max{5}); }
};
struct Bye {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "bye";
  std::optional<std::uint8_t> why;
  static void Fields(auto& visit, auto& m) { visit("why", m.why); }
};
struct HelloAgain {
  static constexpr std::uint8_t kType = 3;
  static constexpr std::string_view kName = "hello";
  static void Fields(auto&, auto&) {}
};
struct AlsoOne {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "also-one";
  static void Fields(auto&, auto&) {}
};
struct Wide {
  static constexpr std::uint16_t kType = 300;
  static constexpr std::string_view kName = "wide";
  static void Fields(auto&, auto&) {}
};
struct Opaque {
  static constexpr std::uint8_t kType = 9;
  static constexpr std::string_view kName = "opaque";
  static Result<Opaque> Read(Slice) { return Opaque(); }
  void Write(Writer&) const {}
};

Task<Status> HearHello(Peer&, Inbox<Hello>&) { co_return Ok(); }
Task<Status> HearHelloToo(Peer&, Inbox<Hello>&) { co_return Ok(); }
Task<Status> AnswerHello(Peer&, const Received<Hello>&) { co_return Ok(); }
Task<Status> Speak(Peer&) { co_return Ok(); }

Dialect Framed() {
  Dialect dialect("odd");
  dialect.Frame(LengthPrefix{.width = 1, .limit = 100});
  return dialect;
}

std::string Mistake(Dialect& dialect) {
  DialectRegistry registry;
  const Status status = registry.Add(dialect);
  EXPECT_EQ(status.code(), status.ok() ? Code::kOk : Code::kUsage);
  return status.ok() ? "" : status.Text();
}

TEST(Dialect, MistakesAreSentences) {
  EXPECT_EQ(Mistake(Framed().Message<Hello>({})),
            "dialect \"odd\": message \"hello\" has no size limit. Every message needs one (docs/write-a-dialect.md).");
  EXPECT_EQ(Mistake(Framed().Message<Hello>({.bytes = 9}).Message<HelloAgain>({.bytes = 9})),
            "dialect \"odd\": message \"hello\" is there twice.");
  EXPECT_EQ(Mistake(Framed().Message<Hello>({.bytes = 9}).Message<AlsoOne>({.bytes = 9})),
            "dialect \"odd\": messages \"hello\" and \"also-one\" have the same type 1.");
  EXPECT_EQ(Mistake(Framed().Flow("hear", HearHello)),
            "dialect \"odd\": flow \"hear\" is on message type 1, which is not registered. Add a .Message<…>() line.");
  EXPECT_EQ(Mistake(Framed().Message<Hello>({.bytes = 9}).Flow("a", HearHello).Flow("b", HearHelloToo)),
            "dialect \"odd\": message \"hello\" is received twice.");
  EXPECT_EQ(Mistake(Framed().Message<Hello>({.bytes = 9}).Flow("a", HearHello).Answer<Hello>(AnswerHello)),
            "dialect \"odd\": message \"hello\" is received twice.");
  EXPECT_EQ(Mistake(Framed().Flow("a", Speak).Flow("a", Speak)), "dialect \"odd\": flow \"a\" is there twice.");
  EXPECT_EQ(Mistake(Framed().Replies<Hello, Bye>().Message<Hello>({.bytes = 9})),
            "dialect \"odd\": a reply is on message type 2, which is not registered. Add a .Message<…>() line.");
  EXPECT_EQ(Mistake(Framed().Message<Opaque>({.bytes = 9})),
            "dialect \"odd\": message \"opaque\" has no field list and there is no inspector.");
  EXPECT_EQ(Mistake(Framed().Message<Wide>({.bytes = 9})),
            "dialect \"odd\": the type 300 of message \"wide\" does not fit into one byte. Add a .Codec(…) line.");
  Dialect unframed("odd");
  EXPECT_EQ(Mistake(unframed.Message<Hello>({.bytes = 9})),
            "dialect \"odd\": nothing says how a frame ends. Add a .Frame(…) line.");
  Dialect narrow("odd");
  EXPECT_EQ(Mistake(narrow.Frame(LengthPrefix{.width = 2, .counts_itself = true})),
            "dialect \"odd\": a length of 2 bytes cannot say the frame limit of 65536. The most is .limit = 65533.");
  Dialect nine("odd");
  EXPECT_EQ(Mistake(nine.Frame(LengthPrefix{.width = 9})),
            "dialect \"odd\": a length of 9 bytes cannot be read. It has 1 to 8.");
}

TEST(Dialect, TheOrderOfTheLinesDoesNotMatter) {
  Dialect dialect("odd");
  EXPECT_EQ(Mistake(dialect.Flow("hear", HearHello)
                        .Replies<Hello, Bye>()
                        .Message<Bye>({.bytes = 2})
                        .Message<Hello>({.bytes = 9})
                        .Frame(LengthPrefix{.width = 1, .limit = 100})),
            "");
}

TEST(Dialect, WithoutNetworksHasOneCalledDefaultAndNetworksTakeItsPort) {
  DialectRegistry registry;
  ASSERT_TRUE(registry.Add(Framed().Listen(Transport::kTcp, 7000)).ok());
  const Dialect* odd = registry.Find("odd");
  ASSERT_NE(odd, nullptr);
  ASSERT_EQ(odd->networks().size(), 1u);
  EXPECT_EQ(odd->networks()[0].name, "default");
  EXPECT_EQ(odd->networks()[0].port, 7000);
  EXPECT_EQ(odd->family(), "odd");
  Dialect other("other");
  other.Family("odd").Frame(LengthPrefix{}).Listen(Transport::kTcp, 1).Networks({{"main", 0}, {"test", 2}});
  ASSERT_TRUE(registry.Add(std::move(other)).ok());
  EXPECT_EQ(registry.Find("other")->FindNetwork("main")->port, 1);
  EXPECT_EQ(registry.Find("other")->FindNetwork("test")->port, 2);
  EXPECT_EQ(registry.Find("other")->FindNetwork("moon"), nullptr);
  EXPECT_EQ(registry.all().size(), 2u);
}

TEST(DialectRegistry, RefusesASecondOfTheSameName) {
  DialectRegistry registry;
  ASSERT_TRUE(registry.Add(Framed()).ok());
  EXPECT_EQ(registry.Add(Framed()).Text(), "dialect \"odd\" is registered twice.");
  EXPECT_EQ(registry.Find("even"), nullptr);
}

class Inspecting : public ::testing::Test {
 protected:
  Inspecting() {
    EXPECT_TRUE(registry.Add(Framed().Message<Hello>({.bytes = 9}).Message<Bye>({.bytes = 2})).ok());
  }
  const Inspector& inspector() const { return registry.Find("odd")->inspector(); }
  std::string Decode(const char* hex) const {
    const Result<Json> json = inspector().Decode(*FromHex(hex));
    return json.ok() ? json->Dump() : json.status().ToString();
  }
  std::string Encode(const char* text) const {
    const Result<ByteVector> line = inspector().Encode(*Json::Parse(text));
    return line.ok() ? ToHex(*line) : line.status().ToString();
  }
  DialectRegistry registry;
};

TEST_F(Inspecting, AWholeMessageGoesBothWays) {
  EXPECT_EQ(Decode("07 01 00000002 6869"), R"({"type":"hello","fields":{"name":"hi"}})");
  EXPECT_EQ(Encode(R"({"type":"hello","fields":{"name":"hi"}})"), "0701000000026869");
  EXPECT_EQ(Decode("02 02 00"), R"({"type":"bye","fields":{"why":null}})");
  EXPECT_EQ(Encode(R"({"type":"bye","fields":{}})"), "020200");
  EXPECT_EQ(Encode(R"({"type":"bye","raw":"0102"})"), "0102");
}

TEST_F(Inspecting, FaultsCountFromTheFirstByteOfTheLine) {
  EXPECT_EQ(Decode(""), "0 bytes are there, a whole message has 1 or more (byte 0)");
  EXPECT_EQ(Decode("07 01"), "2 bytes are there, a whole message has 8 or more (byte 2)");
  EXPECT_EQ(Decode("02 02 00 00"), "1 bytes follow the message (byte 3)");
  EXPECT_EQ(Decode("01 07"), "unknown message type 7 (byte 1)");
  EXPECT_EQ(Decode("02 02 02"), "why: is 2, must be 0 or 1 (byte 2)");
  EXPECT_EQ(Decode("07 01 00000003 6869"), "name: needs 3 bytes, 2 are left (byte 6)");
  EXPECT_EQ(Decode("04 02 010101"), "bye: message of 3 bytes is over the limit of 2");
}

TEST_F(Inspecting, FaultsOfAQuestionNameTheField) {
  EXPECT_EQ(Encode("{}"), "needs a \"type\"");
  EXPECT_EQ(Encode(R"({"type":"hey"})"), "unknown message type \"hey\". Known: hello, bye");
  EXPECT_EQ(Encode(R"({"type":"hello"})"), "fields: must be an object");
  EXPECT_EQ(Encode(R"({"type":"hello","fields":{"name":"longer"}})"), "fields.name: holds 6, the limit is 5");
}

TEST_F(Inspecting, ABareBodyIsReadByTheNameOfItsType) {
  const Result<Json> bye = inspector().DecodeAs("bye", *FromHex("0107"));
  ASSERT_TRUE(bye.ok());
  EXPECT_EQ(bye->Dump(), R"({"type":"bye","fields":{"why":7}})");
  EXPECT_EQ(ToHex(*inspector().EncodeAs("bye", *bye)), "0107");
  EXPECT_EQ(inspector().DecodeAs("moon", {}).status().code(), Code::kUsage);
}

}  // namespace
}  // namespace dragoman
