// HTTP over real sockets: answers from another thread, many connections, a stop in the middle.
#include <gtest/gtest.h>

#include <thread>

#include "core/session/session.h"
#include "core/wire/framer.h"
#include "tests/session/transports/certificates.h"
#include "tests/session/transports/tcp/raw_peer.h"
#include "transports/http/server_stream.h"
#include "transports/memory/memory_pair.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop_group.h"
#include "transports/tls/link.h"

namespace dragoman::transport_tests {
namespace {

constexpr std::string_view kRequest = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";

std::string Answer(std::string_view body, std::string_view more = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more) + "\r\n" + std::string(body);
}

// Answers each request with its body, from a thread of its own; those for /never not at all.
class HttpOverSockets : public ::testing::Test {
 protected:
  HttpOverSockets() {
    MakeStream make = AcceptHttp(std::make_shared<const HttpServerOptions>(),
                                 [this](const LinkInfo&, http::Request request, HttpAnswer answer) {
                                   if (request.target == "/never") return;
                                   const std::lock_guard lock(mutex_);
                                   threads_.emplace_back([body = std::move(request.body), answer = std::move(answer)] {
                                     answer(http::TextResponse(200, body));
                                   });
                                 });
    Result<Listener> listener = Listen("127.0.0.1:0", loops_.all(), std::move(make));
    EXPECT_TRUE(listener.ok()) << listener.status().ToString();
    listener_.emplace(std::move(*listener));
    loops_.Start();
  }
  ~HttpOverSockets() override {
    loops_.Stop();
    loops_.Join();
    for (std::thread& thread : threads_) thread.join();
  }

  const SystemClock clock_;
  std::mutex mutex_;
  std::vector<std::thread> threads_;
  LoopGroup loops_{clock_, 2};
  std::optional<Listener> listener_;
};

TEST_F(HttpOverSockets, AnswersComeFromOtherThreads) {
  std::vector<std::unique_ptr<RawPeer>> peers;
  for (int i = 0; i < 20; ++i) peers.push_back(std::make_unique<RawPeer>(listener_->address()));
  for (int round = 0; round < 3; ++round) {
    for (const auto& peer : peers) ASSERT_TRUE(peer->Send(AsBytes(kRequest)));
    for (const auto& peer : peers) {
      const ByteVector answer = peer->Receive(Answer("hello").size());
      EXPECT_EQ(AsText(answer), Answer("hello"));
    }
  }
}

TEST_F(HttpOverSockets, APeerThatGoesBeforeItsAnswerIsForgotten) {
  for (int i = 0; i < 10; ++i) {
    RawPeer peer(listener_->address());
    ASSERT_TRUE(peer.Send(AsBytes(kRequest)));
    if (i % 2 == 0) peer.Reset();
  }
}

TEST_F(HttpOverSockets, AStopAnswersWhoWaits) {
  RawPeer peer(listener_->address());
  ASSERT_TRUE(peer.Send(AsBytes("GET /never HTTP/1.1\r\nHost: x\r\n\r\n")));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  loops_.Stop();
  ByteVector answer;
  EXPECT_TRUE(peer.ReceiveToEnd(answer));
  EXPECT_TRUE(AsText(answer).starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << AsText(answer);
}

// A client in memory: says its request, keeps what it hears.
class Client final : public Protocol {
 public:
  explicit Client(std::string& heard) : heard_(heard) {}
  void OnOpen(Session& session) override { session.Send(AsBytes(kRequest)); }
  void OnFrame(const Slice& frame, std::size_t) override { heard_ += AsText(frame.bytes()); }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed&) override {}

 private:
  std::string& heard_;
};

TEST(HttpOverTls, TheHandlerLearnsTheCertificate) {
  const Trust trust;
  MemoryHost host;
  MemoryPair pair(host);
  std::string heard;
  std::string certificate;
  const auto dialing = Dialing(trust.Of(trust.dialer));
  const MakeStream client = Plain([&heard](LinkInfo link, Host& on) -> Result<std::unique_ptr<Session>> {
    return std::make_unique<Session>(std::move(link), on, MakeWholeMessageFramer(1 * MiB), std::make_unique<Client>(heard));
  });
  const MakeStream serve = AcceptHttp(std::make_shared<const HttpServerOptions>(),
                                      [&](const LinkInfo& link, http::Request request, const HttpAnswer& answer) {
                                        certificate = link.certificate;
                                        answer(http::TextResponse(200, request.body));
                                      });
  ASSERT_TRUE(pair.Open(AcceptTls(dialing, client), AcceptTls(Accepting(trust.Of(trust.acceptor)), serve)).ok());
  ASSERT_TRUE(host.RunUntilIdle());
  EXPECT_EQ(heard, Answer("hello"));
  EXPECT_EQ(certificate, *CertificateDer(trust.dialer.certificate));
}

}  // namespace
}  // namespace dragoman::transport_tests
