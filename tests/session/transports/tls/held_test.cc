// What waits encrypted for a peer that does not read is counted as kept for it.
#include <gtest/gtest.h>
#include <openssl/ssl.h>

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

// OpenSSL answers a KeyUpdate without asking us.
TEST_F(HeldByTls, WhoTakesNoAnswersIsNotReadAnyMore) {
  TlsStream server(Accepting(trust_.Of(trust_.acceptor)), LinkInfo(), host_, Make(near_), {});
  server.OnWake([] {});
  server.Open();
  const auto context = Dialing(trust_.Of(trust_.dialer));
  const std::unique_ptr<SSL, decltype(&SSL_free)> client(SSL_new(context->native()), SSL_free);
  std::string name = "server";
  SSL_set_app_data(client.get(), &name);
  BIO* const coming = BIO_new(BIO_s_mem());
  BIO* const going = BIO_new(BIO_s_mem());
  SSL_set_bio(client.get(), coming, going);
  SSL_set_connect_state(client.get());
  const auto send = [&] {
    char* bytes = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(going, &bytes));
    const Slice sent = Slice::Copy(AsBytes({bytes, size}));
    BIO_reset(going);
    server.Feed(sent);
  };
  const auto take = [&] {
    Bytes run;
    while (!server.out().empty() && server.out().Peek({&run, 1}) > 0) {
      BIO_write(coming, run.data(), static_cast<int>(run.size()));
      server.DropOut(run.size());
    }
  };
  for (int i = 0; i < 4; ++i) {
    SSL_do_handshake(client.get());
    send();
    take();
  }
  ASSERT_NE(server.inner(), nullptr);
  constexpr int kMost = 1000;
  int sent = 0;
  while (sent < kMost && server.WantsRead()) {
    for (int i = 0; i < 100; ++i) {
      ASSERT_EQ(SSL_key_update(client.get(), SSL_KEY_UPDATE_REQUESTED), 1);
      ASSERT_EQ(SSL_do_handshake(client.get()), 1);
    }
    send();
    ++sent;
  }
  EXPECT_LT(sent, kMost);
  EXPECT_FALSE(server.closing());
  EXPECT_LE(server.out().size(), 400 * KiB);
  take();
  EXPECT_TRUE(server.WantsRead());
}

}  // namespace
}  // namespace dragoman::transport_tests
