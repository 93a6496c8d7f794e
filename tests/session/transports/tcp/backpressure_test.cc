// A peer that does not read: what it makes us keep is bounded, it loses nothing by reading later,
// and is closed if it does not.
#include <gtest/gtest.h>

#include "tests/session/transports/tcp/raw_peer.h"
#include "tests/session/transports/tcp/server.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kFrameBytes = 1024;

// Sends frames without reading until nothing goes for a while; gives how many bytes went.
std::size_t Flood(RawPeer& peer, Bytes all) {
  std::size_t sent = 0;
  for (int idle = 0; idle < 20 && sent < all.size();) {
    const std::size_t now = peer.SendSome(all.subspan(sent));
    sent += now;
    idle = now > 0 ? 0 : idle + 1;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return sent;
}

ByteVector ManyFrames(std::size_t bytes) {
  ByteVector all;
  for (std::uint32_t i = 0; all.size() < bytes; ++i) {
    const ByteVector frame = Frame(Pattern(kFrameBytes - 4, i));
    all.insert(all.end(), frame.begin(), frame.end());
  }
  return all;
}

TEST(TcpBackPressure, ReadingPausesAndGoesOn) {
  SessionLimits limits;
  limits.high_water = 128 * KiB;
  Server server(1, limits);
  RawPeer peer(server.address(), 16 * 1024);
  const ByteVector all = ManyFrames(48 * MiB);
  const std::size_t sent = Flood(peer, all);
  EXPECT_LT(sent, 32 * MiB);  // the rest of the bound is the kernel's buffers
  // One read block more may have been under way when the mark was passed.
  EXPECT_LE(server.log().most_queued(), limits.high_water + 128 * KiB);
  EXPECT_TRUE(server.log().closed().empty());

  std::thread rest([&] { EXPECT_TRUE(peer.Send(Bytes(all).subspan(sent))); });
  const ByteVector back = peer.Receive(all.size());
  rest.join();
  EXPECT_TRUE(back == all);
  EXPECT_LE(server.log().most_queued(), limits.high_water + 128 * KiB);
}

TEST(TcpBackPressure, SlowReaderIsClosed) {
  SessionLimits limits;
  limits.high_water = 128 * KiB;
  limits.slow_reader = milliseconds(200);
  Server server(1, limits);
  RawPeer slow(server.address(), 16 * 1024);
  RawPeer other(server.address());
  Flood(slow, ManyFrames(48 * MiB));
  ASSERT_TRUE(server.log().WaitClosed(1));
  const Closed closed = server.log().closed()[0];
  EXPECT_EQ(closed.by, ClosedBy::kUs);
  EXPECT_EQ(closed.why.code(), Code::kOverload);
  EXPECT_NE(closed.why.Text().find("reads too slowly"), std::string::npos) << closed.why.Text();
  // Nobody else noticed.
  const ByteVector frame = Frame(Pattern(100));
  ASSERT_TRUE(other.Send(frame));
  EXPECT_EQ(other.Receive(frame.size()), frame);
}

TEST(TcpBackPressure, OneFloodDoesNotStarveTheOthersOfTheLoop) {
  Server server;
  RawPeer flooder(server.address());
  std::atomic<bool> done = false;
  const ByteVector flood = ManyFrames(1 * MiB);
  std::thread sends([&] {
    while (!done && flooder.Send(flood)) {
    }
  });
  std::thread reads([&] {
    while (!done && !flooder.Receive(64 * KiB).empty()) {
    }
  });
  RawPeer polite(server.address());
  const ByteVector frame = Frame(Pattern(64));
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(polite.Send(frame));
    ASSERT_EQ(polite.Receive(frame.size()), frame) << i;
  }
  done = true;
  flooder.EndOurSide();
  sends.join();
  reads.join();
}

}  // namespace
}  // namespace dragoman::transport_tests
