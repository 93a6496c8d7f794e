// What waits encrypted for a peer that does not read is counted as kept for it.
#include <gtest/gtest.h>

#include "core/session/manual_host.h"
#include "core/session/session.h"
#include "core/wire/framer.h"
#include "tests/session/transports/certificates.h"
#include "transports/tls/stream.h"

namespace dragoman::transport_tests {
namespace {

// Says nothing of its own; notes what it is told to weigh.
class Weigher final : public Protocol {
 public:
  explicit Weigher(std::size_t& weight) : weight_(weight) {}
  void OnOpen(Session&) override {}
  void OnFrame(const Slice&, std::size_t) override {}
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t session_bytes) override {
    weight_ = session_bytes;
    return false;
  }
  void OnClosed(const Closed&) override {}

 private:
  std::size_t& weight_;
};

class HeldByTls : public ::testing::Test {
 protected:
  MakeStream Make(std::size_t& weight) {
    return Plain([&weight](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
      return std::make_unique<Session>(std::move(link), host, MakeWholeMessageFramer(64 * MiB),
                                       std::make_unique<Weigher>(weight));
    });
  }
  static void Move(Stream& from, Stream& to) {
    Bytes run;
    while (!from.out().empty() && from.out().Peek({&run, 1}) > 0) {
      const Slice bytes = Slice::Copy(run);
      from.DropOut(run.size());
      to.Feed(bytes);
    }
  }

  const Trust trust_;
  ManualClock clock_;
  ManualHost host_{clock_};
  std::size_t near_ = 0;
  std::size_t far_ = 0;
};

TEST_F(HeldByTls, CountsUntilThePeerHasTakenIt) {
  TlsStream server(Accepting(trust_.Of(trust_.acceptor)), LinkInfo(), host_, Make(near_), {});
  TlsStream client(Dialing(trust_.Of(trust_.dialer)), LinkInfo(), host_, Make(far_), {});
  server.OnWake([] {});
  client.OnWake([] {});
  server.Open();
  client.Open();
  for (int i = 0; i < 4; ++i) {
    Move(client, server);
    Move(server, client);
  }
  ASSERT_NE(server.inner(), nullptr);
  EXPECT_EQ(near_, 0u);
  auto& session = static_cast<Session&>(*server.inner());
  session.Run([&] { session.Send(Bytes(ByteVector(100'000, 1))); });
  EXPECT_TRUE(session.out().empty());
  EXPECT_GE(server.out().size(), 100'000u);
  EXPECT_EQ(near_, server.out().size());
  Move(server, client);
  EXPECT_EQ(near_, 0u);
}

}  // namespace
}  // namespace dragoman::transport_tests
