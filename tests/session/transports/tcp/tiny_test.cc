// Two nodes of the tiny dialect over TCP: dial, introduce, answer, shut down.
#include <latch>

#include <gtest/gtest.h>

#include "core/dialect/registry.h"
#include "core/peer/node.h"
#include "dialects/dialects.h"
#include "transports/tcp/dialer.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop_group.h"

namespace dragoman::transport_tests {
namespace {

TEST(TcpTiny, TwoNodesIntroduceThemselves) {
  DialectRegistry registry;
  ASSERT_TRUE(tiny::Register(registry).ok());
  const Dialect& dialect = *registry.Find("tiny");
  const SystemClock clock;
  Metrics metrics;
  Router router(clock);
  const NetworkId network = router.AddNetwork("tiny", "main");

  std::latch ready(2);
  std::string learned;
  const auto options = [&](const char* agent) {
    NodeOptions made;
    made.agent = agent;
    made.redial = false;
    made.on_ready = [&](Peer& peer) {
      if (!peer.inbound()) learned = peer.info()["agent"].AsString();
      ready.count_down();
    };
    return made;
  };
  LoopGroup loops(clock, 2);
  {
    Node server(dialect.plan(), "main", network, router, clock, metrics, options("the server"));
    Node client(dialect.plan(), "main", network, router, clock, metrics, options("the client"));
    const Result<Listener> listener =
        Listen("127.0.0.1:0", loops.all(),
               [&](LinkInfo link, Host& host) { return server.Adopt(std::move(link), host); });
    ASSERT_TRUE(listener.ok()) << listener.status().ToString();
    TcpDialer dialer(loops[1]);
    client.Dial(listener->address(), dialer, loops[1]);
    loops.Start();
    ready.wait();
    EXPECT_EQ(server.peers(), 1u);
    EXPECT_EQ(client.peers(), 1u);
    loops.Stop();
    loops.Join();
    EXPECT_EQ(learned, "the server");
    EXPECT_EQ(server.peers(), 0u);
    EXPECT_EQ(client.peers(), 0u);
  }
}

}  // namespace
}  // namespace dragoman::transport_tests
