// Streams of tiny, split, cut and flipped at every place: a value or a clear end, and always the same one.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/dragoman/testing.h"
#include "dialects/dialects.h"

namespace dragoman {
namespace {

constexpr const char* kStream =
    "00000009 01 0000000000000007  00000009 01 ffffffffffffffff  00000019 02 0000000000000007 0000000c "
    "647261676f6d616e2f302e31  00000009 01 0000000000000001";

TEST(SplitCore, EveryByteFlippedBehavesAlikeAtEverySplit) {
  const testing::PeerTester peer(tiny::Register);
  const ByteVector stream = *FromHex(kStream);
  EXPECT_EQ(peer.Refuses(kStream).text, "");
  for (std::size_t at = 0; at < stream.size(); ++at) {
    for (const int flip : {0x01, 0x80}) {
      ByteVector damaged = stream;
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ flip);
      const testing::Refused refused = peer.Refuses(ToHex(damaged));
      EXPECT_FALSE(refused.text.starts_with("split")) << "flipped at " << at << ": " << refused.text;
      EXPECT_TRUE(refused.text.empty() || ClassOf(refused.code) == FaultClass::kPeer) << refused.text;
    }
  }
}

TEST(SplitCore, EveryTruncationWaitsForTheRest) {
  const ByteVector stream = *FromHex(kStream);
  for (std::size_t size = 0; size < stream.size(); ++size) {
    testing::PeerTester peer(tiny::Register);
    const std::string first = peer.Exchange(ToHex(Bytes(stream).first(size)));
    const std::string second = peer.Exchange(ToHex(Bytes(stream).subspan(size)));
    EXPECT_TRUE(peer.connected()) << size;
    EXPECT_EQ((first + second).size(), 3 * 2 * 29u) << size;
  }
}

// A dialect whose flow counts what it has been fed at once, which no flow should be able to see.
struct Piece {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "piece";
  static void Fields(auto&, auto&) {}
};
Task<Status> TellBatches(Peer& peer, Inbox<Piece>& pieces) {
  for (;;) {
    const auto piece = co_await pieces.Next();
    if (!piece.ok()) co_return piece.status();
    co_await peer.Sleep(Duration::zero());  // lets the rest of the same read overtake
    if (pieces.waiting() > 0) co_return Status(Code::kBadValue, "two at once");
  }
}
Status RegisterSplitSensitive(DialectRegistry& registry) {
  Dialect dialect("split-sensitive");
  dialect.Frame(LengthPrefix{.width = 1, .limit = 255}).Message<Piece>({.bytes = 1}).Flow("tell", TellBatches);
  return registry.Add(std::move(dialect));
}

TEST(PeerTester, TellsWhereASplitMakesADifference) {
  testing::PeerTester peer(RegisterSplitSensitive);
  EXPECT_EQ(peer.Exchange("0101 0101"), "split at 2: , whole:  closed: two at once");
  EXPECT_EQ(peer.Refuses("0101 0101").text, "split at 2: \"\", whole: \"two at once\"");
}

TEST(PeerTester, AnInputOfSixtyFourKilobytesIsSplitAtSomePlacesOnly) {
  testing::PeerTester peer(tiny::Register);
  EXPECT_EQ(peer.Refuses("00010000 01" + std::string(2 * 65'535, '0')).text, "message of 65535 bytes is over the limit of 8");
}

}  // namespace
}  // namespace dragoman
