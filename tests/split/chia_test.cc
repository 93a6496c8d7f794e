// Chia's recorded bodies, cut and flipped: a value that encodes to the same bytes, or a peer fault with its place.
#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/frame.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia {
namespace {

// As many places of a long body as reading it takes so many bytes.
constexpr std::size_t kDamagedBytes = 1'000'000;

void ExpectValueOrClearError(const std::string& type, Bytes body) {
  const ChiaInspector inspector;
  const Result<Json> decoded = inspector.DecodeAs(type, body);
  if (decoded.ok()) {
    EXPECT_EQ(decoded->Find("raw"), nullptr) << ToHex(body);
    return;
  }
  EXPECT_EQ(decoded.status().fault(), FaultClass::kPeer) << decoded.status().ToString();
  EXPECT_TRUE(decoded.status().has_offset()) << decoded.status().ToString();
  EXPECT_LE(decoded.status().offset(), body.size()) << decoded.status().ToString();
}

template <class Check>
void ForEachBody(Check&& check) {
  for (const Json& entry : vectors::File()["messages"].AsArray()) {
    SCOPED_TRACE(entry["name"].AsString());
    check(entry["type"].AsString(), vectors::HexBytes(entry["hex"]));
  }
}

TEST(SplitChia, EveryBodyCutAnywhereIsAnErrorWithItsPlace) {
  ForEachBody([](const std::string& type, const ByteVector& body) {
    const std::size_t step = 1 + body.size() * body.size() / kDamagedBytes;
    for (std::size_t size = 0; size < body.size(); size += step) {
      const Result<Json> cut = ChiaInspector().DecodeAs(type, Bytes(body).first(size));
      ASSERT_FALSE(cut.ok()) << size;
      EXPECT_LE(cut.status().offset(), size);
      EXPECT_EQ(cut.status().code(), Code::kTruncated) << cut.status().ToString();
    }
  });
}

TEST(SplitChia, EveryBodyWithAByteFlippedIsAValueOrAClearError) {
  ForEachBody([](const std::string& type, ByteVector body) {
    const std::size_t step = 1 + body.size() * body.size() / kDamagedBytes;
    for (std::size_t at = 0; at < body.size(); at += step) {
      for (const int flip : {0x01, 0x80, 0xFF}) {
        body[at] = static_cast<std::uint8_t>(body[at] ^ flip);
        ExpectValueOrClearError(type, body);
        body[at] = static_cast<std::uint8_t>(body[at] ^ flip);
      }
    }
    body.push_back(0);
    ExpectValueOrClearError(type, body);
    EXPECT_EQ(ChiaInspector().DecodeAs(type, body).status().code(), Code::kTrailing);
  });
}

TEST(SplitChia, AFrameCutAnywhereIsABadFrame) {
  const ByteVector frame = vectors::HexBytes(vectors::File()["bad_handshakes"].AsArray()[1]["frame_hex"]);
  for (std::size_t size = 0; size < frame.size(); ++size) {
    EXPECT_EQ(ReadFrame(Bytes(frame).first(size)).status().code(), Code::kBadFrame) << size;
  }
  ByteVector longer = frame;
  longer.push_back(0);
  EXPECT_EQ(ReadFrame(longer).status().code(), Code::kBadFrame);
}

}  // namespace
}  // namespace dragoman::chia
