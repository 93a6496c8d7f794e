#include "bench/drive/pipeline.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/measure/process.h"

namespace dragoman::bench {
namespace {

int Connect(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    Stop("cannot connect to the server");
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

}  // namespace

Pipeline::Pipeline(std::uint16_t port, std::size_t connections, std::size_t in_flight,
                   const Script& script)
    : script_(script),
      in_flight_(in_flight),
      epoll_(::epoll_create1(0)),
      conversations_(connections) {
  for (std::size_t i = 0; i < connections; ++i) {
    conversations_[i].socket = Connect(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, conversations_[i].socket, &event);
  }
}

Pipeline::~Pipeline() {
  for (const Conversation& each : conversations_) ::close(each.socket);
  ::close(epoll_);
}

std::uint64_t Pipeline::Run(double seconds) {
  const double end = WallNanos() + seconds * 1e9;
  return RunWhile([end](std::uint64_t) { return WallNanos() < end; });
}

std::uint64_t Pipeline::RunMessages(std::uint64_t each) {
  const std::uint64_t all = each * conversations_.size();
  return RunWhile([all](std::uint64_t heard) { return heard < all; });
}

template <class GoOn>
std::uint64_t Pipeline::RunWhile(GoOn&& go_on) {
  const std::uint64_t before = heard();
  for (Conversation& each : conversations_) Say(each);
  for (bool more = true; more || heard() < sent_ / script_.request_bytes;) {
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(epoll_, events.data(), events.size(), 10'000);
    if (count == 0) Stop("the server has not answered for 10 s");
    for (int i = 0; i < count; ++i) {
      Conversation& with = conversations_[events[static_cast<std::size_t>(i)].data.u64];
      Hear(with);
      if (more) Say(with);
    }
    more = more && go_on(heard() - before);
  }
  return heard() - before;
}

void Pipeline::Say(Conversation& with) {
  const std::uint64_t allowed =
      (with.received / script_.reply_bytes + in_flight_) * script_.request_bytes;
  while (with.sent < allowed) {
    const std::size_t from = with.sent % script_.requests.size();
    const std::size_t count =
        std::min<std::size_t>(allowed - with.sent, script_.requests.size() - from);
    const ssize_t taken = ::send(with.socket, script_.requests.data() + from, count, MSG_NOSIGNAL);
    if (taken < 0) Stop("the server has closed the connection");
    with.sent += static_cast<std::uint64_t>(taken);
    sent_ += static_cast<std::uint64_t>(taken);
  }
}

void Pipeline::Hear(Conversation& with) {
  static std::array<std::uint8_t, 65536> buffer;
  const ssize_t count = ::recv(with.socket, buffer.data(), buffer.size(), 0);
  if (count <= 0) Stop("the server has closed the connection");
  for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
    const std::size_t from = with.received % script_.replies.size();
    const std::size_t part =
        std::min(static_cast<std::size_t>(count) - at, script_.replies.size() - from);
    if (std::memcmp(buffer.data() + at, script_.replies.data() + from, part) != 0)
      Stop("a reply differs from what it must be");
    at += part;
    with.received += part;
    received_ += part;
  }
}

}  // namespace dragoman::bench
