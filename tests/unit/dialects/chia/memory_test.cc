// What Chia's messages take from the heap when they are read: nothing.
#include <sstream>

#include "dialects/chia/block_hashes.h"
#include "dialects/chia/frame.h"
#include "dialects/chia/messages/full_node.h"
#include "tests/unit/core/allocated.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia {
namespace {

using testing::AllocatedSoFar;

template <class M>
std::size_t TakenToRead(const Slice& body) {
  const std::size_t before = AllocatedSoFar();
  const bool ok = ReadMessage<M>(body).ok();
  const std::size_t taken = AllocatedSoFar() - before;
  EXPECT_TRUE(ok);
  return taken;
}

TEST(ChiaMemory, NoneToReadABlockWithoutBackReferences) {
  std::istringstream lines(vectors::ReadTestFile("data/chia/simulator0-41-blocks.hex"));
  for (std::string line; std::getline(lines, line);) {
    const Slice raw = Slice::Copy(vectors::HexBytes(line));
    EXPECT_EQ(TakenToRead<FullBlock>(raw), 0u);
    EXPECT_EQ(TakenToRead<BlockParts>(raw), 0u);
    EXPECT_EQ(TakenToRead<RespondBlock>(raw), 0u);
  }
}

TEST(ChiaMemory, NoneToReadABlockWithAGeneratorAndToHashIt) {
  for (const Json& entry : vectors::File()["messages"].AsArray()) {
    if (entry["name"].AsString() != "live_full_block_generator") continue;
    const Slice raw = Slice::Copy(vectors::HexBytes(entry["hex"]));
    EXPECT_EQ(TakenToRead<FullBlock>(raw), 0u);
    const std::size_t before = AllocatedSoFar();
    const Bytes32 hash = HeaderHash(*ReadMessage<BlockParts>(raw));
    EXPECT_EQ(AllocatedSoFar() - before, 0u);
    EXPECT_EQ(ToHex(hash), entry["header_hash"].AsString());
    return;
  }
  FAIL() << "the vectors have no block with a generator";
}

TEST(ChiaMemory, NoneToReadAThousandPeersAndToWalkThem) {
  std::vector<TimestampedPeerInfo> peers(1000);
  for (TimestampedPeerInfo& peer : peers) peer.host = "2001:db8:85a3:8d3:1319:8a2e:370:7348";
  RespondPeers message;
  message.peer_list = peers;
  ByteVector body;
  Writer out(body);
  WriteMessage(message, out);
  const Slice input = Slice::Copy(body);
  EXPECT_EQ(TakenToRead<RespondPeers>(input), 0u);
  const Result<RespondPeers> read = ReadMessage<RespondPeers>(input);
  const std::size_t before = AllocatedSoFar();
  std::size_t bytes = 0;
  for (const TimestampedPeerInfo& peer : read->peer_list) bytes += peer.host.size();
  EXPECT_EQ(AllocatedSoFar() - before, 0u);
  EXPECT_EQ(bytes, 36'000u);
}

TEST(ChiaMemory, NoneToOpenAFrame) {
  const Slice frame = Slice::Copy(vectors::HexBytes("2b 01 8001 00000000"));
  const auto codec = MakeFrameCodec();
  const std::size_t before = AllocatedSoFar();
  const Result<std::optional<Envelope>> opened = codec->Open(frame, 0);
  EXPECT_EQ(AllocatedSoFar() - before, 0u);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ((*opened)->id, 0x8001);
}

// A claimed count of structs, each of which is larger in memory than on the wire.
TEST(ChiaMemory, NoneForListsThatClaimMoreThanTheyHold) {
  const ByteVector lie = vectors::HexBytes("ffffffff 00000000 0000");
  const std::size_t before = AllocatedSoFar();
  EXPECT_EQ(ReadMessage<RespondPeers>(Slice::View(lie)).status().code(), Code::kTruncated);
  EXPECT_EQ(ReadMessage<WeightProof>(Slice::View(lie)).status().code(), Code::kTruncated);
  EXPECT_LT(AllocatedSoFar() - before, 1000u);  // the two faults themselves, at the most
}

}  // namespace
}  // namespace dragoman::chia
