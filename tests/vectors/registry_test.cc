// Every message with a field list of every registered dialect: any value goes through JSON and back bit-exact, and
// a body that is cut or flipped is a value or a clear error.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/dialects.h"

namespace dragoman {
namespace {

constexpr std::uint64_t kSeeds = 200;
// Damage is tried on the bodies of so many seeds, at every place of a short one; of a long one at as many as reading it
// takes so many bytes.
constexpr std::uint64_t kDamagedSeeds = 20;
constexpr std::size_t kDamagedBytes = 50'000;

class EveryFieldList : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(RegisterAll(registry).ok()); }

  template <class Check>
  void ForEachMessage(Check&& check) {
    for (const Dialect* dialect : registry.all()) {
      for (const MessagePlan& message : dialect->plan()->messages) {
        if (!message.to_json) continue;
        SCOPED_TRACE(dialect->name() + " " + message.name);
        check(*dialect, message);
      }
    }
  }

  DialectRegistry registry;
};

// A value, or an error that says where.
void ExpectValueOrClearError(const MessagePlan& message, Bytes body) {
  const Result<Json> read = message.to_json(Slice::View(body));
  if (read.ok()) {
    const Result<ByteVector> again = message.from_json(*read);
    EXPECT_TRUE(again.ok()) << ToHex(body) << ": " << again.status().ToString();
    return;
  }
  EXPECT_EQ(read.status().fault(), FaultClass::kPeer);
  EXPECT_FALSE(read.status().Text().empty());
  EXPECT_TRUE(read.status().has_offset()) << read.status().ToString();
  EXPECT_LE(read.status().offset(), body.size());
}

TEST_F(EveryFieldList, GoesThroughJsonAndBackBitExact) {
  ForEachMessage([](const Dialect& dialect, const MessagePlan& message) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const ByteVector body = message.arbitrary(seed);
      const Result<Json> json = message.to_json(Slice::View(body));
      ASSERT_TRUE(json.ok()) << "seed " << seed << ": " << json.status().ToString();
      const Result<Json> parsed = Json::Parse(json->Dump());
      ASSERT_TRUE(parsed.ok());
      const Result<ByteVector> again = message.from_json(*parsed);
      ASSERT_TRUE(again.ok()) << json->Dump() << ": " << again.status().ToString();
      ASSERT_EQ(ToHex(*again), ToHex(body)) << json->Dump();
      if (body.size() > message.rules.bytes) continue;
      const Result<Json> inspected = dialect.inspector().DecodeAs(message.name, body);
      ASSERT_TRUE(inspected.ok()) << inspected.status().ToString();
      EXPECT_EQ((*inspected)["raw"], Json()) << "arbitrary values are spelled as usual";
    }
  });
}

TEST_F(EveryFieldList, CutAnywhereOrWithAnyByteFlippedIsAValueOrAClearError) {
  ForEachMessage([](const Dialect&, const MessagePlan& message) {
    for (std::uint64_t seed = 0; seed < kDamagedSeeds; ++seed) {
      ByteVector body = message.arbitrary(seed);
      const std::size_t step = 1 + body.size() * body.size() / kDamagedBytes;
      for (std::size_t size = seed * 65'537 % step; size < body.size(); size += step) {
        ExpectValueOrClearError(message, Bytes(body).first(size));
      }
      for (std::size_t at = seed * 65'537 % step; at < body.size(); at += step) {
        std::uint8_t& byte = body[at];
        for (const int flip : {0x01, 0x80, 0xFF}) {
          byte = static_cast<std::uint8_t>(byte ^ flip);
          ExpectValueOrClearError(message, body);
          byte = static_cast<std::uint8_t>(byte ^ flip);
        }
      }
      body.push_back(0);
      ExpectValueOrClearError(message, body);
    }
  });
}

}  // namespace
}  // namespace dragoman
