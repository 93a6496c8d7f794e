// Bytes over real sockets: every size, many at once, many connections.
#include <gtest/gtest.h>

#include "tests/session/transports/tcp/raw_peer.h"
#include "tests/session/transports/tcp/server.h"
#include "transports/tcp/dialer.h"

namespace dragoman::transport_tests {
namespace {

TEST(TcpEcho, EverySizeComesBack) {
  Server server;
  RawPeer peer(server.address());
  for (const std::size_t size :
       {0u, 1u, 2u, 63u, 4096u, 65531u, 65532u, 65533u, 131072u, 1048576u}) {
    const ByteVector frame = Frame(Pattern(size, static_cast<std::uint32_t>(size)));
    ASSERT_TRUE(peer.Send(frame));
    EXPECT_EQ(peer.Receive(frame.size()), frame) << size;
  }
}

TEST(TcpEcho, ByteByByte) {
  Server server;
  RawPeer peer(server.address());
  const ByteVector frame = Frame(Pattern(40));
  for (const std::uint8_t& byte : frame) ASSERT_TRUE(peer.Send(Bytes(&byte, 1)));
  EXPECT_EQ(peer.Receive(frame.size()), frame);
}

TEST(TcpEcho, ManySmallMessagesInOneWrite) {
  Server server;
  RawPeer peer(server.address());
  ByteVector all;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const ByteVector frame = Frame(Pattern(i % 64, i));
    all.insert(all.end(), frame.begin(), frame.end());
  }
  ASSERT_TRUE(peer.Send(all));
  EXPECT_EQ(peer.Receive(all.size()), all);
}

TEST(TcpEcho, DialedLinkAsksAndIsAnswered) {
  Server server;
  const SystemClock clock;
  Loop loop(clock);
  TcpDialer dialer(loop);
  Log log;
  const std::vector<ByteVector> questions{Frame(Pattern(1)), Frame(Pattern(300'000)),
                                          Frame(Pattern(70'000))};
  dialer.Dial(server.address(), Makes<Asker>(log, {}, questions), [&](const Status& why) {
    ADD_FAILURE() << why.ToString();
    loop.Stop();
  });
  std::thread thread([&] { loop.Run(); });
  EXPECT_TRUE(log.WaitClosed(1));
  EXPECT_TRUE(server.log().WaitClosed(1));
  loop.Stop();
  thread.join();
  EXPECT_EQ(log.closed()[0].why.ToString(), "all is answered");
  EXPECT_EQ(server.log().closed()[0].by, ClosedBy::kPeer);
  EXPECT_EQ(server.log().closed()[0].why.ToString(), "the peer closed the connection");
  const LinkInfo ours = log.opened()[0];
  const LinkInfo theirs = server.log().opened()[0];
  EXPECT_FALSE(ours.inbound);
  EXPECT_TRUE(theirs.inbound);
  EXPECT_EQ(ours.remote, server.address());
  EXPECT_EQ(ours.local, theirs.remote);
  EXPECT_EQ(ours.remote, theirs.local);
}

TEST(TcpEcho, FiveHundredConnectionsOverTwoLoops) {
  Server server(2);
  const SystemClock clock;
  LoopGroup loops(clock, 2);
  Log log;
  TcpDialer first(loops[0]);
  TcpDialer second(loops[1]);
  constexpr std::size_t kConnections = 500;
  for (std::size_t i = 0; i < kConnections; ++i) {
    const auto seed = static_cast<std::uint32_t>(i);
    const std::vector<ByteVector> questions{Frame(Pattern(64, seed)), Frame(Pattern(3000, seed))};
    (i % 2 == 0 ? first : second)
        .Dial(server.address(), Makes<Asker>(log, {}, questions),
              [](const Status& why) { ADD_FAILURE() << why.ToString(); });
  }
  loops.Start();
  EXPECT_TRUE(log.WaitClosed(kConnections));
  EXPECT_TRUE(server.log().WaitClosed(kConnections));
  loops.Stop();
  loops.Join();
  ASSERT_EQ(log.closed().size(), kConnections);
  for (const Closed& closed : log.closed()) EXPECT_EQ(closed.why.ToString(), "all is answered");
}

}  // namespace
}  // namespace dragoman::transport_tests
