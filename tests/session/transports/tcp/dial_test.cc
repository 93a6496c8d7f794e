// Dialing: from where, and in which words it fails.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/session/transports/tcp/server.h"
#include "transports/tcp/dialer.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;

// Listens, takes nobody and has no room for anybody to wait: who connects gets no answer.
class DeafPort {
 public:
  DeafPort() {
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof local;
    fds_.push_back(::socket(AF_INET, SOCK_STREAM, 0));
    EXPECT_EQ(::bind(fds_[0], reinterpret_cast<const sockaddr*>(&local), size), 0);
    EXPECT_EQ(::listen(fds_[0], 0), 0);
    ::getsockname(fds_[0], reinterpret_cast<sockaddr*>(&local), &size);
    address = "127.0.0.1:" + std::to_string(ntohs(local.sin_port));
    for (int i = 0; i < 4; ++i) {
      fds_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
      static_cast<void>(::connect(fds_.back(), reinterpret_cast<const sockaddr*>(&local), size));
    }
  }
  ~DeafPort() {
    for (const int fd : fds_) ::close(fd);
  }
  std::string address;

 private:
  std::vector<int> fds_;
};

// A port where nobody listens.
std::string FreePort() {
  const SystemClock clock;
  Log log;
  Loop loop(clock);
  const std::vector<Loop*> loops{&loop};
  return Listen("127.0.0.1:0", loops, Makes<Echo>(log))->address();
}

// Dials and runs until that has succeeded or failed; OK if it has succeeded.
Status Dialed(const std::string& address, DialOptions options = {}, Log* log = nullptr) {
  const SystemClock clock;
  Log unused;
  Loop loop(clock);
  TcpDialer dialer(loop, std::move(options));
  Status outcome;
  const Adopt adopt = Makes<Echo>(log == nullptr ? unused : *log);
  dialer.Dial(
      address,
      [&](LinkInfo link, Host& host) {
        loop.Stop();
        return adopt(std::move(link), host);
      },
      [&](const Status& why) {
        outcome = why;
        loop.Stop();
      });
  loop.Run();
  return outcome;
}

TEST(TcpDial, Refused) {
  const std::string address = FreePort();
  const Status why = Dialed(address);
  EXPECT_EQ(why.code(), Code::kUnreachable);
  EXPECT_EQ(why.ToString(),
            "cannot reach " + address +
                ": connection refused. Is the node running? 'dragoman doctor' checks ports.");
}

TEST(TcpDial, NoAnswer) {
  const DeafPort deaf;
  DialOptions options;
  options.timeout = milliseconds(300);
  const auto start = std::chrono::steady_clock::now();
  const Status why = Dialed(deaf.address, options);
  EXPECT_EQ(why.code(), Code::kUnreachable);
  EXPECT_EQ(why.Text(), "cannot reach " + deaf.address + ": no answer in time");
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(1500));
}

TEST(TcpDial, NameThatNobodyKnows) {
  const Status why = Dialed("nobody.invalid:7777");
  EXPECT_EQ(why.code(), Code::kUnreachable);
  EXPECT_EQ(why.Text(), "cannot reach nobody.invalid:7777: no address is known for nobody.invalid");
}

TEST(TcpDial, NameWithSeveralAddresses) {
  Server server;
  const std::string port = server.address().substr(server.address().find(':'));
  EXPECT_EQ(Dialed("localhost" + port).ToString(), "ok");
}

TEST(TcpDial, NoAddress) {
  EXPECT_EQ(Dialed("127.0.0.1").Text(), "\"127.0.0.1\" is no address: the port is missing");
  EXPECT_EQ(Dialed("127.0.0.1").code(), Code::kUsage);
}

TEST(TcpDial, FromAnAddressOfOurs) {
  Server server;
  for (const char* from : {"127.0.0.2", "127.0.0.2:0"}) {
    Log log;
    DialOptions options;
    options.from = from;
    EXPECT_EQ(Dialed(server.address(), options, &log).ToString(), "ok");
    EXPECT_TRUE(log.opened()[0].local.starts_with("127.0.0.2:")) << log.opened()[0].local;
  }
  ASSERT_TRUE(server.log().WaitOpened(2));
  EXPECT_TRUE(server.log().opened()[0].remote.starts_with("127.0.0.2:"));
}

TEST(TcpDial, FromWhereWeAreNot) {
  Server server;
  const auto from = [&server](const char* local) {
    DialOptions options;
    options.from = local;
    return Dialed(server.address(), options);
  };
  EXPECT_EQ(from("192.0.2.7").ToString(),
            "cannot reach " + server.address() +
                " from 192.0.2.7: 192.0.2.7 is no address of this machine. "
                "'ip address' lists them.");
  EXPECT_EQ(from("192.0.2.7").code(), Code::kUsage);
  EXPECT_EQ(from("here").Text(), "cannot dial from \"here\": that is no IP address");
  EXPECT_EQ(from("::1").Text(),
            "cannot reach " + server.address() + " from ::1: one is IPv4, the other IPv6");
}

TEST(TcpDial, StoppingLoopGivesUpAtOnce) {
  const DeafPort deaf;
  const SystemClock clock;
  Loop loop(clock);
  TcpDialer dialer(loop);
  Log log;
  std::vector<Code> failures;
  const auto note = [&failures](const Status& why) { failures.push_back(why.code()); };
  dialer.Dial(deaf.address, Makes<Echo>(log), note);
  loop.Stop();
  dialer.Dial(deaf.address, Makes<Echo>(log), note);
  loop.Run();
  EXPECT_EQ(failures, (std::vector<Code>{Code::kShutdown, Code::kShutdown}));
}

TEST(TcpDial, NothingIsKeptOfADialThatTheLoopDidNotLiveToSee) {
  const SystemClock clock;
  const auto held = std::make_shared<int>();
  Loop loop(clock);
  TcpDialer dialer(loop);
  loop.StopNow();
  dialer.Dial(
      "127.0.0.1:1",
      [held](LinkInfo, Host&) -> Result<std::unique_ptr<Session>> {
        return Status(Code::kClosed, "not wanted");
      },
      [held](const Status&) {});
  loop.Run();
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace dragoman::transport_tests
