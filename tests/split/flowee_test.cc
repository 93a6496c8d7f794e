// Flowee's packets, cut, shortened and damaged at every place: the same messages, a clear error, or patience.
#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/flowee_inspector.h"
#include "dialects/flowee/packet_framer.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

using vectors::Recorded;

constexpr std::size_t kSmall = 2 * KiB;
constexpr std::size_t kEnds = 256;
constexpr std::size_t kSeededPlaces = 256;

// A receiving side, as a session drives it.
class Receiver {
 public:
  void Feed(Bytes bytes) {
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    while (failed_.ok()) {
      const Cut cut = framer_.Next(pending_);
      if (cut.kind == Cut::Kind::kNeed) {
        EXPECT_GT(cut.need, pending_.size()) << "a framer that waits wants more than there is";
        return;
      }
      if (cut.kind == Cut::Kind::kReject) {
        failed_ = cut.why;
        return;
      }
      Open(cut);
      pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(cut.size));
    }
  }
  const Status& failed() const { return failed_; }
  const std::vector<Envelope>& envelopes() const { return envelopes_; }

 private:
  void Open(const Cut& cut) {
    const Slice frame = Slice::Copy(Bytes(pending_).first(cut.size));
    Result<std::optional<Envelope>> opened = codec_.Open(frame, cut.header);
    if (!opened.ok()) {
      failed_ = opened.status();
      EXPECT_TRUE(failed_.has_offset()) << failed_.ToString();
      EXPECT_LE(failed_.offset(), cut.size) << failed_.ToString();
      EXPECT_EQ(failed_.fault(), FaultClass::kPeer) << failed_.ToString();
    } else if (opened->has_value()) {
      envelopes_.push_back((*opened)->Owned());
    }
  }

  PacketFramer framer_;
  FloweeCodec codec_;
  ByteVector pending_;
  std::vector<Envelope> envelopes_;
  Status failed_;
};

bool Same(const Envelope& a, const Envelope& b) {
  return a.native == b.native && a.id == b.id && a.head == b.head && a.body == b.body;
}

void ExpectSame(const Receiver& whole, const Receiver& cut, std::size_t at) {
  ASSERT_TRUE(cut.failed().ok()) << "cut at " << at << ": " << cut.failed().ToString();
  ASSERT_EQ(whole.envelopes().size(), cut.envelopes().size()) << "cut at " << at;
  for (std::size_t i = 0; i < whole.envelopes().size(); ++i) {
    EXPECT_TRUE(Same(whole.envelopes()[i], cut.envelopes()[i])) << "cut at " << at;
  }
}

// All places of a short line; of a long one its ends, the borders of its packets and some seeded ones.
std::vector<std::size_t> Places(const Recorded& message, std::size_t size) {
  std::vector<std::size_t> places;
  if (size <= kSmall) {
    for (std::size_t i = 0; i < size; ++i) places.push_back(i);
    return places;
  }
  for (std::size_t i = 0; i < kEnds; ++i) {
    places.push_back(i);
    places.push_back(size - 1 - i);
  }
  std::size_t border = 0;
  for (const ByteVector& packet : message.packets) {
    border += packet.size();
    for (std::size_t i = border - 4; i < std::min(border + 16, size); ++i) places.push_back(i);
  }
  std::mt19937 random(7);
  for (std::size_t i = 0; i < kSeededPlaces; ++i) places.push_back(random() % size);
  return places;
}

// One message of each type and size class: the recordings repeat themselves.
std::vector<Recorded> DifferentMessages() {
  std::vector<Recorded> different;
  std::set<std::string> seen;
  for (const Recorded& message : vectors::AllMessages()) {
    const Json::Array& header = message.header.AsArray();
    const std::size_t size_class = message.line().size() / 16;
    const std::string kind = std::to_string(size_class) + header[0].Dump() + header[1].Dump();
    if (seen.insert(kind).second) different.push_back(message);
  }
  return different;
}

TEST(FloweeSplit, AMessageCutAnywhereIsTheSameMessage) {
  for (const Recorded& message : DifferentMessages()) {
    SCOPED_TRACE(message.name);
    const ByteVector line = message.line();
    Receiver whole;
    whole.Feed(line);
    ASSERT_TRUE(whole.failed().ok()) << whole.failed().ToString();
    for (const std::size_t at : Places(message, line.size())) {
      Receiver cut;
      cut.Feed(Bytes(line).first(at));
      cut.Feed(Bytes(line).subspan(at));
      ExpectSame(whole, cut, at);
    }
  }
}

TEST(FloweeSplit, AMessageThatArrivesByteByByteIsTheSameMessage) {
  for (const Recorded& message : DifferentMessages()) {
    const ByteVector line = message.line();
    if (line.size() > kSmall) continue;
    SCOPED_TRACE(message.name);
    Receiver whole;
    whole.Feed(line);
    Receiver slow;
    for (const std::uint8_t byte : line) slow.Feed(Bytes(&byte, 1));
    ExpectSame(whole, slow, line.size());
  }
}

TEST(FloweeSplit, AMessageThatEndsEarlyIsWaitedForAndIsNoLine) {
  const FloweeInspector inspector;
  for (const Recorded& message : DifferentMessages()) {
    SCOPED_TRACE(message.name);
    const ByteVector line = message.line();
    for (const std::size_t at : Places(message, line.size())) {
      Receiver receiver;
      receiver.Feed(Bytes(line).first(at));
      EXPECT_TRUE(receiver.failed().ok()) << receiver.failed().ToString();
      EXPECT_TRUE(receiver.envelopes().empty()) << "at " << at;
      const Result<Json> decoded = inspector.Decode(Bytes(line).first(at));
      ASSERT_FALSE(decoded.ok()) << "at " << at;
      EXPECT_TRUE(decoded.status().has_offset());
      EXPECT_LE(decoded.status().offset(), at);
    }
  }
}

// Every byte of a damaged line is decoded to something that encodes to the same bytes, or refused with a place.
TEST(FloweeSplit, ADamagedByteGivesAValueOrAClearError) {
  const FloweeInspector inspector;
  for (const Recorded& message : DifferentMessages()) {
    SCOPED_TRACE(message.name);
    const ByteVector line = message.line();
    for (const std::size_t at : Places(message, line.size())) {
      for (const std::uint8_t mask : {std::uint8_t{0x01}, std::uint8_t{0x80}, std::uint8_t{0xff}}) {
        ByteVector damaged = line;
        damaged[at] ^= mask;
        Receiver receiver;
        receiver.Feed(damaged);
        if (line.size() > kSmall) continue;
        const Result<Json> decoded = inspector.Decode(damaged);
        if (!decoded.ok()) {
          EXPECT_TRUE(decoded.status().has_offset()) << decoded.status().ToString();
          EXPECT_LE(decoded.status().offset(), damaged.size()) << decoded.status().ToString();
          EXPECT_FALSE(decoded.status().Text().empty());
          continue;
        }
        const Result<ByteVector> encoded = inspector.Encode(*decoded);
        ASSERT_TRUE(encoded.ok()) << encoded.status().ToString();
        EXPECT_EQ(*encoded, damaged) << "at " << at;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman::flowee
