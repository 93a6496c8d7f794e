// A client that says the end of its side within TLS right behind its request, and waits for the answer (RFC 8446, 6.1).
#include <gtest/gtest.h>

#include <openssl/ssl.h>

#include "core/session/manual_host.h"
#include "tests/session/transports/certificates.h"
#include "transports/http/server_stream.h"
#include "transports/tls/stream.h"

namespace dragoman::transport_tests {
namespace {

class HalfClosed : public ::testing::Test {
 protected:
  HalfClosed()
      : client_(SSL_new(dialing_->native())),
        server_(Accepting(trust_.Of(trust_.acceptor)), FromClient(), host_,
                AcceptHttp(std::make_shared<const HttpServerOptions>(),
                           [this](const LinkInfo&, const http::Request&, HttpAnswer answer) { later_ = std::move(answer); }),
                {}) {
    SSL_set_connect_state(client_);
    SSL_set_bio(client_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    server_.OnWake([] {});
    server_.Open();
    while (SSL_do_handshake(client_) != 1) Exchange();
    Exchange();
  }
  ~HalfClosed() override { SSL_free(client_); }

  static LinkInfo FromClient() {
    LinkInfo link;
    link.remote = "10.0.0.1:5";
    link.inbound = true;
    return link;
  }
  // What the client has said goes to the server at once, and what that says comes back.
  void Exchange() {
    char* said = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(SSL_get_wbio(client_), &said));
    if (size > 0) {
      const Slice bytes = Slice::Copy(AsBytes({said, size}));
      (void)BIO_reset(SSL_get_wbio(client_));
      server_.Feed(bytes);
    }
    Bytes run;
    while (!server_.out().empty() && server_.out().Peek({&run, 1}) > 0) {
      BIO_write(SSL_get_rbio(client_), run.data(), static_cast<int>(run.size()));
      server_.DropOut(run.size());
    }
  }
  void AskAndEnd() {
    constexpr std::string_view kRequest = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    ASSERT_EQ(SSL_write(client_, kRequest.data(), static_cast<int>(kRequest.size())), static_cast<int>(kRequest.size()));
    ASSERT_GE(SSL_shutdown(client_), 0);
    Exchange();
    ASSERT_TRUE(later_);
  }
  std::string Heard() {
    std::string heard(1000, '\0');
    const int count = SSL_read(client_, heard.data(), static_cast<int>(heard.size()));
    heard.resize(static_cast<std::size_t>(std::max(count, 0)));
    return heard;
  }

  const Trust trust_;
  ManualClock clock_;
  ManualHost host_{clock_};
  const std::shared_ptr<const TlsContext> dialing_ = Dialing(trust_.Of(trust_.dialer));
  HttpAnswer later_;
  SSL* client_;
  TlsStream server_;
};

TEST_F(HalfClosed, GetsItsAnswer) {
  AskAndEnd();
  EXPECT_FALSE(server_.finished());
  later_(http::TextResponse(200, "here it is"));
  host_.RunDue();
  Exchange();
  EXPECT_TRUE(Heard().ends_with("here it is"));
  EXPECT_TRUE(server_.finished());
}

TEST_F(HalfClosed, GetsItsAnswerThoughTheLinkBelowHasEndedToo) {
  AskAndEnd();
  server_.Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  EXPECT_FALSE(server_.finished());
  later_(http::TextResponse(200, "here it is"));
  host_.RunDue();
  Exchange();
  EXPECT_TRUE(Heard().ends_with("here it is"));
  EXPECT_TRUE(server_.finished());
}

TEST_F(HalfClosed, IsNotWaitedForLong) {
  AskAndEnd();
  clock_.Advance(std::chrono::seconds(3));
  EXPECT_LE(server_.NextDeadline(), clock_.Now());
  server_.Tick();
  Exchange();
  EXPECT_TRUE(Heard().starts_with("HTTP/1.1 504 "));
  EXPECT_TRUE(server_.finished());
}

TEST_F(HalfClosed, IsOverWhenTheNetworkIs) {
  AskAndEnd();
  server_.Ended(ClosedBy::kNetwork, Status(Code::kLost, "the connection was reset"));
  EXPECT_TRUE(server_.finished());
}

}  // namespace
}  // namespace dragoman::transport_tests
