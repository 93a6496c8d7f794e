// wslay, as its documentation has it: buffered messages, reads and sends when epoll says so.
#include "bench/servers/servers.h"

#ifdef BENCH_WSLAY  // where the library is (cmake/bench.cmake)
#include <array>
#include <cerrno>
#include <string>
#include <string_view>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wslay/wslay.h>
#endif

namespace dragoman::bench {

#ifdef BENCH_WSLAY

namespace {

struct WslayPeer {
  int socket = -1;
  wslay_event_context_ptr context = nullptr;
  bool writes = false;
};

ssize_t WslayReceive(wslay_event_context_ptr context, std::uint8_t* into, std::size_t size, int, void* user) {
  const ssize_t count = ::recv(static_cast<WslayPeer*>(user)->socket, into, size, 0);
  if (count > 0) return count;
  wslay_event_set_error(context, count < 0 && errno == EAGAIN ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
  return -1;
}

ssize_t WslaySend(wslay_event_context_ptr context, const std::uint8_t* from, std::size_t size, int flags, void* user) {
  const int more = (flags & WSLAY_MSG_MORE) != 0 ? MSG_MORE : 0;
  const ssize_t count = ::send(static_cast<WslayPeer*>(user)->socket, from, size, MSG_NOSIGNAL | more);
  if (count >= 0) return count;
  wslay_event_set_error(context, errno == EAGAIN ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
  return -1;
}

void WslayMessage(wslay_event_context_ptr context, const wslay_event_on_msg_recv_arg* heard, void*) {
  if (wslay_is_ctrl_frame(heard->opcode)) return;
  const wslay_event_msg message{heard->opcode, heard->msg, heard->msg_length};
  wslay_event_queue_msg(context, &message);
}

// The upgrade, waiting for it: it is not what is measured.
void WslayUpgrade(int socket) {
  std::string request;
  std::array<char, 1024> part;
  while (request.find("\r\n\r\n") == request.npos) {
    const ssize_t count = ::recv(socket, part.data(), part.size(), 0);
    if (count <= 0) Stop("wslay: no upgrade");
    request.append(part.data(), static_cast<std::size_t>(count));
  }
  const std::string_view name = "Sec-WebSocket-Key: ";
  const std::string proof = request.substr(request.find(name) + name.size(), 24) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<std::uint8_t, 20> hash;
  EVP_Digest(proof.data(), proof.size(), hash.data(), nullptr, EVP_sha1(), nullptr);
  std::array<char, 32> accept{};
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(accept.data()), hash.data(), hash.size());
  const std::string answer = std::string("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                         "Sec-WebSocket-Accept: ") + accept.data() + "\r\n\r\n";
  if (::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) Stop("wslay: no upgrade");
}

void WslayAccept(int listener, int epoll) {
  static const wslay_event_callbacks callbacks{WslayReceive, WslaySend, nullptr, nullptr, nullptr, nullptr, WslayMessage};
  const int socket = ::accept4(listener, nullptr, nullptr, 0);
  if (socket < 0) return;
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  WslayUpgrade(socket);
  const int flags = 1;
  ::ioctl(socket, FIONBIO, &flags);
  auto* peer = new WslayPeer{socket};
  wslay_event_context_server_init(&peer->context, &callbacks, peer);
  wslay_event_config_set_max_recv_msg_length(peer->context, 64u << 20);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = peer;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

}  // namespace

void ServeWslay(const Tell& tell) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 4096) != 0) Stop("wslay: no port");
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  const int epoll = ::epoll_create1(0);
  epoll_event event{};
  event.events = EPOLLIN;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  tell(ntohs(address.sin_port));
  for (;;) {
    std::array<epoll_event, 128> events;
    const int count = ::epoll_wait(epoll, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      auto* peer = static_cast<WslayPeer*>(events[static_cast<std::size_t>(i)].data.ptr);
      if (peer == nullptr) {
        WslayAccept(listener, epoll);
        continue;
      }
      const bool lives = wslay_event_recv(peer->context) == 0 && wslay_event_send(peer->context) == 0 &&
                         wslay_event_want_read(peer->context) != 0;
      if (!lives) {
        wslay_event_context_free(peer->context);
        ::close(peer->socket);
        delete peer;
        continue;
      }
      const bool writes = wslay_event_want_write(peer->context) != 0;
      if (writes == peer->writes) continue;
      peer->writes = writes;
      event.events = writes ? EPOLLIN | EPOLLOUT : EPOLLIN;
      event.data.ptr = peer;
      ::epoll_ctl(epoll, EPOLL_CTL_MOD, peer->socket, &event);
    }
  }
}

bool HasWslay() { return true; }

#else

void ServeWslay(const Tell&) {}
bool HasWslay() { return false; }

#endif

}  // namespace dragoman::bench
