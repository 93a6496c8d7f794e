// How links end: in which words, and without losing what was queued.
#include <gtest/gtest.h>

#include "tests/session/transports/tcp/raw_peer.h"
#include "tests/session/transports/tcp/server.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::seconds;
using SteadyClock = std::chrono::steady_clock;

// Says `bytes` at once, then only listens.
class Speaker final : public Protocol {
 public:
  Speaker(Log& log, std::size_t bytes) : log_(log), bytes_(bytes) {}
  void OnOpen(Session& session) override {
    session.Send(Slice::Copy(Pattern(bytes_)));
    log_.Opened(session.link());
  }
  void OnFrame(const Slice&, std::size_t) override {}
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed& closed) override { log_.Ended(closed); }

 private:
  Log& log_;
  const std::size_t bytes_;
};

TEST(TcpEnd, HalfClosedPeerStillGetsItsAnswer) {
  Server server;
  RawPeer peer(server.address());
  const ByteVector frame = Frame(Pattern(3 * MiB));
  std::thread sends([&] {
    EXPECT_TRUE(peer.Send(frame));
    peer.EndOurSide();
  });
  ByteVector answer;
  EXPECT_TRUE(peer.ReceiveToEnd(answer));
  sends.join();
  EXPECT_TRUE(answer == frame);
  ASSERT_TRUE(server.log().WaitClosed(1));
  EXPECT_EQ(server.log().closed()[0].by, ClosedBy::kPeer);
  EXPECT_EQ(server.log().closed()[0].why.ToString(), "the peer closed the connection");
}

TEST(TcpEnd, Reset) {
  Server server;
  RawPeer peer(server.address());
  ASSERT_TRUE(server.log().WaitOpened(1));
  peer.Reset();
  ASSERT_TRUE(server.log().WaitClosed(1));
  EXPECT_EQ(server.log().closed()[0].by, ClosedBy::kNetwork);
  EXPECT_EQ(server.log().closed()[0].why.code(), Code::kLost);
  EXPECT_EQ(server.log().closed()[0].why.ToString(), "the connection was reset");
}

// Our last bytes arrive although the peer has sent more than we have read.
TEST(TcpEnd, UnreadInputDoesNotResetTheLastAnswer) {
  Server server;
  for (int i = 0; i < 20; ++i) {
    RawPeer peer(server.address());
    const ByteVector good = Frame(Pattern(1000));
    ByteVector all = good;
    all.insert(all.end(), {0xff, 0xff, 0xff, 0xff});  // a frame of 4 GiB
    all.resize(512 * KiB);
    ASSERT_TRUE(peer.Send(all));
    ByteVector answer;
    EXPECT_TRUE(peer.ReceiveToEnd(answer));
    EXPECT_EQ(answer, good);
  }
  ASSERT_TRUE(server.log().WaitClosed(20));
  EXPECT_EQ(server.log().closed()[0].by, ClosedBy::kUs);
  EXPECT_EQ(server.log().closed()[0].why.code(), Code::kOverLimit);
}

// A peer that goes on talking after our end is left after a second.
TEST(TcpEnd, LingeringIsBounded) {
  Server server;
  RawPeer peer(server.address());
  ASSERT_TRUE(peer.Send(ByteVector{0xff, 0xff, 0xff, 0xff}));
  ByteVector nothing;
  EXPECT_TRUE(peer.ReceiveToEnd(nothing));
  const auto start = SteadyClock::now();
  while (server.loops()[0].guests() > 1 && SteadyClock::now() - start < seconds(5)) {
    peer.SendSome(ByteVector(100));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(server.loops()[0].guests(), 1u);  // the listener
  EXPECT_LT(SteadyClock::now() - start, seconds(2));
}

TEST(TcpEnd, StopSendsEverythingThatIsQueued) {
  const SystemClock clock;
  Log log;
  LoopGroup loops(clock, 2);
  constexpr std::size_t kBytes = 6 * MiB;
  Result<Listener> listener = Listen("127.0.0.1:0", loops.all(), Makes<Speaker>(log, {}, kBytes));
  ASSERT_TRUE(listener.ok());
  loops.Start();
  constexpr std::size_t kPeers = 8;
  std::vector<std::unique_ptr<RawPeer>> peers;
  for (std::size_t i = 0; i < kPeers; ++i) {
    peers.push_back(std::make_unique<RawPeer>(listener->address(), 64 * 1024));
  }
  ASSERT_TRUE(log.WaitOpened(kPeers));
  const auto start = SteadyClock::now();
  loops.Stop();
  std::vector<std::thread> readers;
  const ByteVector expected = Pattern(kBytes);
  for (const auto& peer : peers) {
    readers.emplace_back([&peer, &expected] {
      ByteVector heard;
      EXPECT_TRUE(peer->ReceiveToEnd(heard));
      EXPECT_TRUE(heard == expected) << heard.size();
    });
  }
  loops.Join();
  EXPECT_LT(SteadyClock::now() - start, seconds(5));
  for (std::thread& reader : readers) reader.join();
  ASSERT_EQ(log.closed().size(), kPeers);
  for (const Closed& closed : log.closed()) {
    EXPECT_EQ(closed.why.code(), Code::kShutdown);
    EXPECT_EQ(closed.why.ToString(), "this node is stopping");
  }
  EXPECT_LT(RawPeer(listener->address()).fd(), 0);  // nobody listens any more
}

TEST(TcpEnd, StopDoesNotWaitForWhoNeverReads) {
  const SystemClock clock;
  Log log;
  LoopGroup loops(clock, 1);
  Result<Listener> listener = Listen("127.0.0.1:0", loops.all(), Makes<Speaker>(log, {}, 32 * MiB));
  ASSERT_TRUE(listener.ok());
  loops.Start();
  RawPeer peer(listener->address(), 16 * 1024);
  ASSERT_TRUE(log.WaitOpened(1));
  const auto start = SteadyClock::now();
  loops.Stop();
  loops.Join();
  EXPECT_LT(SteadyClock::now() - start, seconds(4));
  EXPECT_EQ(log.closed().size(), 1u);
}

TEST(TcpEnd, StopNowWaitsForNobody) {
  const SystemClock clock;
  Log log;
  LoopGroup loops(clock, 1);
  Result<Listener> listener = Listen("127.0.0.1:0", loops.all(), Makes<Speaker>(log, {}, 32 * MiB));
  ASSERT_TRUE(listener.ok());
  loops.Start();
  RawPeer peer(listener->address(), 16 * 1024);
  ASSERT_TRUE(log.WaitOpened(1));
  const auto start = SteadyClock::now();
  loops.StopNow();
  loops.Join();
  EXPECT_LT(SteadyClock::now() - start, seconds(1));
  ASSERT_EQ(log.closed().size(), 1u);
  EXPECT_EQ(log.closed()[0].why.code(), Code::kShutdown);
}

}  // namespace
}  // namespace dragoman::transport_tests
