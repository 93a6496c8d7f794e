#include <array>
#include <cerrno>
#include <cstdint>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/servers/servers.h"

namespace dragoman::bench {
namespace {

void Watch(int epoll, int socket) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = socket;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

void AcceptAll(int epoll, int listener) {
  for (int socket; (socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Watch(epoll, socket);
  }
}

void GiveBack(int socket) {
  static std::array<std::uint8_t, 65536> buffer;
  const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    ::close(socket);
    return;
  }
  // The drivers keep less under way than a socket buffer holds.
  if (::send(socket, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) != count)
    Stop("epoll echo: a send fell short");
}

}  // namespace

void ServeBareEpoll(const Tell& tell) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener, 4096) != 0)
    Stop("epoll echo: no port");
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  tell(ntohs(address.sin_port));

  const int epoll = ::epoll_create1(0);
  Watch(epoll, listener);
  for (;;) {
    std::array<epoll_event, 128> events;
    const int count = ::epoll_wait(epoll, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      const int socket = events[static_cast<std::size_t>(i)].data.fd;
      if (socket == listener) {
        AcceptAll(epoll, listener);
      } else {
        GiveBack(socket);
      }
    }
  }
}

}  // namespace dragoman::bench
