// WebSocket links, with and without TLS, in memory and over real sockets: bytes of every size, refusals, ends.
#include <gtest/gtest.h>

#include "tests/session/transports/certificates.h"
#include "tests/session/transports/echo.h"
#include "tests/session/transports/tcp/raw_peer.h"
#include "transports/memory/memory_network.h"
#include "transports/tcp/dialer.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop_group.h"
#include "transports/tls/link.h"
#include "transports/websocket/link.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kAddress = "10.0.0.2:7777";

std::shared_ptr<const WebSocketOptions> Shared(WebSocketOptions options = {}) {
  return std::make_shared<const WebSocketOptions>(std::move(options));
}

std::vector<ByteVector> ManyQuestions() {
  std::vector<ByteVector> questions;
  for (const std::size_t size : {0u, 1u, 121u, 122u, 65'531u, 65'532u, 300'000u, 2'000'000u, 3u}) {
    questions.push_back(Frame(Pattern(size, static_cast<std::uint32_t>(size) + 1)));
  }
  return questions;
}

class InMemory : public ::testing::TestWithParam<bool> {
 protected:
  MakeStream Accept(Adopt adopt, WebSocketOptions options = {}) {
    MakeStream make = AcceptWebSocket(Shared(std::move(options)), std::move(adopt));
    return GetParam() ? AcceptTls(Accepting(trust_.Of(trust_.acceptor)), std::move(make)) : make;
  }
  void Dial(MemoryNetwork& network, Adopt adopt, WebSocketOptions options = {}) {
    below_ = network.DialerOf("10.0.0.1", host_);
    TlsDialer tls(*below_, Dialing(trust_.Of(trust_.dialer)));
    WebSocketDialer dialer(GetParam() ? static_cast<StreamDialer&>(tls) : *below_, Shared(std::move(options)));
    dialer.Dial(kAddress, std::move(adopt), [this](const Status& why) { failed_.push_back(why.ToString()); });
    EXPECT_TRUE(host_.RunUntilIdle());
  }

  const Trust trust_;
  MemoryHost host_;
  std::unique_ptr<StreamDialer> below_;
  Log asker_;
  Log echo_;
  std::vector<std::string> failed_;
};
INSTANTIATE_TEST_SUITE_P(WebSocket, InMemory, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Tls" : "Plain"; });

TEST_P(InMemory, MessagesOfEverySizeComeBack) {
  MemoryNetwork network(host_, 1);
  ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo_))).ok());
  Dial(network, Makes<Asker>(asker_, {}, ManyQuestions()));
  ASSERT_EQ(asker_.closed().size(), 1u) << (failed_.empty() ? "" : failed_[0]);
  EXPECT_EQ(asker_.closed()[0].why.ToString(), "all is answered");
  ASSERT_EQ(echo_.closed().size(), 1u);
  EXPECT_EQ(echo_.closed()[0].why.ToString(), "the peer closed the WebSocket with code 1000");
  EXPECT_EQ(echo_.closed()[0].code, 1000);
  EXPECT_EQ(echo_.closed()[0].by, ClosedBy::kPeer);
  EXPECT_EQ(network.links(), 0u);
}

TEST_P(InMemory, MessagesComeBackWhateverThePieces) {
  for (const std::size_t piece : {1u, 2u, 3u, 7u, 64u, 1000u}) {
    MemoryRoads roads;
    roads.piece = piece;
    MemoryNetwork network(host_, 1, roads);
    Log asker;
    Log echo;
    ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo))).ok());
    Dial(network, Makes<Asker>(asker, {}, Questions{Frame(Pattern(1)), Frame(Pattern(3000)), Frame(Pattern(0))}));
    ASSERT_EQ(asker.closed().size(), 1u) << piece;
    EXPECT_EQ(asker.closed()[0].why.ToString(), "all is answered");
  }
}

TEST_P(InMemory, CompressedMessagesComeBack) {
  for (const bool keep_window : {false, true}) {
    WebSocketOptions options;
    options.deflate = WebSocketDeflate{.keep_window = keep_window};
    MemoryNetwork network(host_, 1);
    Log asker;
    Log echo;
    ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo), options)).ok());
    std::vector<ByteVector> questions = ManyQuestions();
    questions.push_back(Frame(ByteVector(200'000, 'a')));
    questions.push_back(Frame(ByteVector(300, 'a')));
    Dial(network, Makes<Asker>(asker, {}, questions), options);
    ASSERT_EQ(asker.closed().size(), 1u) << (failed_.empty() ? "" : failed_[0]);
    EXPECT_EQ(asker.closed()[0].why.ToString(), "all is answered");
  }
}

TEST_P(InMemory, WhoIsRefusedLearnsTheStatusAndTheWords) {
  MemoryNetwork network(host_, 1);
  ASSERT_TRUE(network.Listen(kAddress, host_, Accept([](LinkInfo, Host&) -> Result<std::unique_ptr<Session>> {
                return Status(Code::kRefused, "the address is banned");
              })).ok());
  Dial(network, Makes<Echo>(asker_));
  EXPECT_EQ(failed_, std::vector<std::string>{"cannot reach 10.0.0.2:7777: it answered 403 Forbidden: the address is banned"});
  EXPECT_EQ(network.links(), 0u);
}

TEST_P(InMemory, AnotherPathIsNotFound) {
  MemoryNetwork network(host_, 1);
  ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo_))).ok());
  WebSocketOptions options;
  options.path = "/elsewhere";
  Dial(network, Makes<Echo>(asker_), options);
  EXPECT_EQ(failed_, std::vector<std::string>{"cannot reach 10.0.0.2:7777: it answered 404 Not Found: 404: Not Found"});
}

TEST_P(InMemory, ACutIsTheEndOfBoth) {
  MemoryNetwork network(host_, 1);
  ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo_))).ok());
  Dial(network, Makes<Echo>(asker_));
  ASSERT_EQ(network.links(), 1u);
  network.Cut(0);
  ASSERT_TRUE(host_.RunUntilIdle());
  EXPECT_EQ(asker_.closed().at(0).why.ToString(), "the connection was reset");
  EXPECT_EQ(echo_.closed().at(0).by, ClosedBy::kNetwork);
  EXPECT_EQ(network.links(), 0u);
}

TEST_P(InMemory, ASilentNetworkIsNoticedByPings) {
  MemoryNetwork network(host_, 1);
  WebSocketOptions options;
  options.ping_every = seconds(60);
  ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo_))).ok());
  Dial(network, Makes<Echo>(asker_), options);
  ASSERT_TRUE(host_.Advance(std::chrono::hours(1)));
  EXPECT_TRUE(asker_.closed().empty());
  network.Silence(0);
  ASSERT_TRUE(host_.Advance(seconds(91)));
  EXPECT_EQ(asker_.closed().at(0).why.Text(), "nothing came for 30 s after a WebSocket ping: the peer or the network is gone");
}

TEST_P(InMemory, APlaceThatLeavesSaysGoingAway) {
  MemoryNetwork network(host_, 1);
  ASSERT_TRUE(network.Listen(kAddress, host_, Accept(Makes<Echo>(echo_))).ok());
  Dial(network, Makes<Echo>(asker_));
  network.Leave("10.0.0.2", Status(Code::kShutdown, "this node is stopping"));
  ASSERT_TRUE(host_.RunUntilIdle());
  EXPECT_EQ(asker_.closed().at(0).code, 1001);
  EXPECT_EQ(asker_.closed().at(0).reason, "this node is stopping");
  EXPECT_EQ(network.links(), 0u);
}

// --- real sockets ---

class OverSockets : public ::testing::TestWithParam<bool> {
 protected:
  ~OverSockets() override {
    loops_.Stop();
    loops_.Join();
  }
  void Start(WebSocketOptions options = {}, ListenOptions listen = {}) {
    MakeStream make = AcceptWebSocket(Shared(std::move(options)), Makes<Echo>(echo_));
    if (GetParam()) make = AcceptTls(Accepting(trust_.Of(trust_.acceptor)), std::move(make));
    Result<Listener> listener = Listen("127.0.0.1:0", loops_.all(), std::move(make), listen);
    ASSERT_TRUE(listener.ok()) << listener.status().ToString();
    listener_.emplace(std::move(*listener));
    loops_.Start();
  }

  const Trust trust_;
  const SystemClock clock_;
  Log asker_;
  Log echo_;
  LoopGroup loops_{clock_, 2};
  std::optional<Listener> listener_;
};
INSTANTIATE_TEST_SUITE_P(WebSocket, OverSockets, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Tls" : "Plain"; });

TEST_P(OverSockets, ManyLinksAskAndAreAnswered) {
  Start();
  TcpDialer tcp(loops_[0]);
  TlsDialer tls(tcp, Dialing(trust_.Of(trust_.dialer)));
  WebSocketDialer dialer(GetParam() ? static_cast<StreamDialer&>(tls) : tcp, Shared());
  constexpr std::size_t kLinks = 50;
  for (std::size_t i = 0; i < kLinks; ++i) {
    dialer.Dial(listener_->address(), Makes<Asker>(asker_, {}, i == 0 ? ManyQuestions() : Questions{Frame(Pattern(i))}),
                [](const Status& why) { ADD_FAILURE() << why.ToString(); });
  }
  EXPECT_TRUE(asker_.WaitClosed(kLinks));
  EXPECT_TRUE(echo_.WaitClosed(kLinks));
  for (const Closed& closed : asker_.closed()) EXPECT_EQ(closed.why.ToString(), "all is answered");
  for (const Closed& closed : echo_.closed()) EXPECT_EQ(closed.code, 1000);
}

TEST_P(OverSockets, ConnectionsThatDoNotOpenKeepOthersWaitingOnlyUntilTheyAreGivenUp) {
  WebSocketOptions options;
  options.opening = milliseconds(700);
  Start(options, ListenOptions{.most_opening = 2});
  if (GetParam()) return;  // the time limit of TLS is the same code below
  std::vector<std::unique_ptr<RawPeer>> silent;
  for (int i = 0; i < 6; ++i) silent.push_back(std::make_unique<RawPeer>(listener_->address()));
  TcpDialer tcp(loops_[0]);
  WebSocketDialer dialer(tcp, Shared());
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 4; ++i) {
    dialer.Dial(listener_->address(), Makes<Asker>(asker_, {}, Questions{Frame(Pattern(9))}),
                [](const Status& why) { ADD_FAILURE() << why.ToString(); });
  }
  EXPECT_TRUE(asker_.WaitClosed(4));
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(6));
}

TEST_P(OverSockets, IdleConnectionsMakeRoomAfterASecondEach) {
  Start({}, ListenOptions{.most_opening = 8});
  std::vector<std::unique_ptr<RawPeer>> idle;
  for (int i = 0; i < 40; ++i) idle.push_back(std::make_unique<RawPeer>(listener_->address()));
  TcpDialer tcp(loops_[0]);
  TlsDialer tls(tcp, Dialing(trust_.Of(trust_.dialer)));
  WebSocketDialer dialer(GetParam() ? static_cast<StreamDialer&>(tls) : tcp, Shared());
  // The opening of an idle one would last 30 s.
  for (int i = 0; i < 4; ++i) {
    dialer.Dial(listener_->address(), Makes<Asker>(asker_, {}, Questions{Frame(Pattern(9))}),
                [](const Status& why) { ADD_FAILURE() << why.ToString(); });
  }
  EXPECT_TRUE(asker_.WaitClosed(4));
  for (const Closed& closed : asker_.closed()) EXPECT_EQ(closed.why.ToString(), "all is answered");
}

TEST_P(OverSockets, AStoppingLoopClosesItsLinksInWords) {
  Start();
  SystemClock clock;
  Loop loop(clock);
  TcpDialer tcp(loop);
  TlsDialer tls(tcp, Dialing(trust_.Of(trust_.dialer)));
  WebSocketDialer dialer(GetParam() ? static_cast<StreamDialer&>(tls) : tcp, Shared());
  dialer.Dial(listener_->address(), Makes<Echo>(asker_), [](const Status& why) { ADD_FAILURE() << why.ToString(); });
  std::thread thread([&] { loop.Run(); });
  EXPECT_TRUE(asker_.WaitOpened(1));
  loop.Stop();
  thread.join();
  EXPECT_TRUE(echo_.WaitClosed(1));
  EXPECT_EQ(echo_.closed().at(0).code, 1001);
  EXPECT_EQ(asker_.closed().at(0).why.code(), Code::kShutdown);
}

}  // namespace
}  // namespace dragoman::transport_tests
