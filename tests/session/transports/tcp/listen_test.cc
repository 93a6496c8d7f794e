// Listening: where, by whom the port is held, and when there is no descriptor left.
#include <ctime>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/session/transports/tcp/raw_peer.h"
#include "tests/session/transports/tcp/server.h"

namespace dragoman::transport_tests {
namespace {

// A listening socket that is not ours; `shares`: with SO_REUSEPORT.
class Stranger {
 public:
  explicit Stranger(bool shares) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const int on = shares ? 1 : 0;
    ::setsockopt(fd_, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof local;
    EXPECT_EQ(::bind(fd_, reinterpret_cast<const sockaddr*>(&local), size), 0);
    EXPECT_EQ(::listen(fd_, 1), 0);
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&local), &size);
    address = "127.0.0.1:" + std::to_string(ntohs(local.sin_port));
  }
  ~Stranger() { ::close(fd_); }
  std::string address;

 private:
  int fd_;
};

class TcpListen : public ::testing::Test {
 protected:
  Result<Listener> Try(const std::string& address) {
    const std::vector<Loop*> loops{&first_, &second_};
    return Listen(address, loops, Makes<Echo>(log_));
  }
  SystemClock clock_;
  Log log_;
  Loop first_{clock_};
  Loop second_{clock_};
};

TEST_F(TcpListen, PortInUseSaysByWhom) {
  for (const bool shares : {false, true}) {
    const Stranger stranger(shares);
    const Result<Listener> listener = Try(stranger.address);
    ASSERT_FALSE(listener.ok());
    EXPECT_EQ(listener.status().code(), Code::kInUse);
    const std::string text = listener.status().ToString();
    EXPECT_TRUE(
        text.starts_with("cannot listen on " + stranger.address + ": the port is in use by "))
        << text;
    EXPECT_NE(text.find("(process " + std::to_string(::getpid()) + ")"), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with("Stop it or choose another port.")) << text;
  }
}

TEST_F(TcpListen, OurOwnPortIsInUseUntilTheListenerIsGone) {
  std::string address;
  {
    const Result<Listener> listener = Try("127.0.0.1:0");
    ASSERT_TRUE(listener.ok()) << listener.status().ToString();
    address = listener->address();
    EXPECT_NE(address, "127.0.0.1:0");
    EXPECT_EQ(Try(address).status().code(), Code::kInUse);
  }
  first_.Stop();
  second_.Stop();
  first_.Run();
  second_.Run();
  Loop third(clock_);
  const std::vector<Loop*> loops{&third};
  const Result<Listener> again = Listen(address, loops, Makes<Echo>(log_));
  EXPECT_TRUE(again.ok()) << again.status().ToString();
}

TEST_F(TcpListen, NamesAndIPv6) {
  const Result<Listener> name = Try("localhost:0");
  ASSERT_TRUE(name.ok()) << name.status().ToString();
  EXPECT_TRUE(name->address().starts_with("127.0.0.1:")) << name->address();
  const Result<Listener> v6 = Try("[::1]:0");
  if (!v6.ok()) GTEST_SKIP() << "this machine has no IPv6: " << v6.status().ToString();
  EXPECT_TRUE(v6->address().starts_with("[::1]:")) << v6->address();
}

TEST_F(TcpListen, SaysWhatIsWrongWithTheAddress) {
  EXPECT_EQ(Try("127.0.0.1").status().Text(), "\"127.0.0.1\" is no address: the port is missing");
  EXPECT_EQ(
      Try("192.0.2.1:7").status().ToString(),
      "cannot listen on 192.0.2.1:7: this machine has no such address. 'ip address' lists them.");
  EXPECT_EQ(Try("nobody.invalid:7").status().Text(),
            "cannot listen on nobody.invalid:7: no address is known for nobody.invalid");
}

TEST(TcpListener, WhoIsRefusedIsClosedWithoutAByte) {
  const SystemClock clock;
  LoopGroup loops(clock, 1);
  const Result<Listener> listener =
      Listen("127.0.0.1:0", loops.all(), [](LinkInfo, Host&) -> Result<std::unique_ptr<Session>> {
        return Status(Code::kOverload, "no room");
      });
  ASSERT_TRUE(listener.ok());
  loops.Start();
  RawPeer peer(listener->address());
  ByteVector heard;
  EXPECT_TRUE(peer.ReceiveToEnd(heard));
  EXPECT_TRUE(heard.empty());
}

TEST(TcpListener, ClosedListenerKeepsItsConnections) {
  Server server;
  RawPeer peer(server.address());
  ASSERT_TRUE(server.log().WaitOpened(1));
  server.listener().Close();
  while (server.loops()[0].guests() > 1) std::this_thread::yield();
  EXPECT_LT(RawPeer(server.address()).fd(), 0);
  const ByteVector frame = Frame(Pattern(10));
  ASSERT_TRUE(peer.Send(frame));
  EXPECT_EQ(peer.Receive(frame.size()), frame);
}

// Without a descriptor the loop rests instead of spinning, and takes who waits as soon as there is
// one.
TEST(TcpListener, RestsWhileThereIsNoDescriptor) {
  Server server;
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit few = before;
  few.rlim_cur = 200;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  std::vector<int> taken;
  for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) taken.push_back(fd);
  ::close(taken.back());
  taken.pop_back();
  RawPeer peer(server.address());  // takes the last one
  ASSERT_GE(peer.fd(), 0);
  const std::clock_t start = std::clock();
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC / 10);
  EXPECT_TRUE(server.log().opened().empty());
  for (const int fd : taken) ::close(fd);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_TRUE(server.log().WaitOpened(1));
  const ByteVector frame = Frame(Pattern(10));
  ASSERT_TRUE(peer.Send(frame));
  EXPECT_EQ(peer.Receive(frame.size()), frame);
}

}  // namespace
}  // namespace dragoman::transport_tests
