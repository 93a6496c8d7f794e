#include "bench/drive/pipeline.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include "bench/drive/connect.h"
#include "bench/measure/process.h"

namespace dragoman::bench {

Pipeline::Pipeline(std::uint16_t port, std::size_t connections, std::size_t in_flight,
                   const Script& script)
    : script_(script),
      in_flight_(in_flight),
      epoll_(::epoll_create1(0)),
      tls_(script.tls ? SSL_CTX_new(TLS_client_method()) : nullptr),
      conversations_(connections) {
  for (std::size_t i = 0; i < connections; ++i) {
    Open(conversations_[i], port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, conversations_[i].socket, &event);
  }
}

Pipeline::~Pipeline() {
  for (const Conversation& each : conversations_) {
    SSL_free(each.tls);
    ::close(each.socket);
  }
  SSL_CTX_free(tls_);
  ::close(epoll_);
}

void Pipeline::Open(Conversation& with, std::uint16_t port) {
  with.socket = Connect(port);
  if (tls_ != nullptr) {
    with.tls = SSL_new(tls_);
    SSL_set_fd(with.tls, with.socket);
    if (SSL_connect(with.tls) != 1) Stop("the server and we do not agree on TLS");
  }
  if (script_.hello.empty()) return;
  Send(with, AsBytes(script_.hello));
  for (std::string answer; !answer.ends_with("\r\n\r\n");) {
    std::uint8_t byte = 0;
    Receive(with, {&byte, 1});
    answer += static_cast<char>(byte);
  }
}

std::size_t Pipeline::Send(Conversation& with, Bytes bytes) {
  if (with.tls != nullptr) {
    std::size_t taken = 0;
    if (SSL_write_ex(with.tls, bytes.data(), bytes.size(), &taken) != 1) Stop("the server has closed the connection");
    return taken;
  }
  const ssize_t taken = ::send(with.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (taken < 0) Stop("the server has closed the connection");
  return static_cast<std::size_t>(taken);
}

std::size_t Pipeline::Receive(Conversation& with, std::span<std::uint8_t> into) {
  if (with.tls != nullptr) {
    std::size_t count = 0;
    if (SSL_read_ex(with.tls, into.data(), into.size(), &count) != 1) Stop("the server has closed the connection");
    return count;
  }
  const ssize_t count = ::recv(with.socket, into.data(), into.size(), 0);
  if (count <= 0) Stop("the server has closed the connection");
  return static_cast<std::size_t>(count);
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
    const std::size_t taken = Send(with, Bytes(script_.requests).subspan(from, count));
    with.sent += taken;
    sent_ += taken;
  }
}

void Pipeline::Hear(Conversation& with) {
  static std::array<std::uint8_t, 65536> buffer;
  // What TLS has decrypted already no readiness tells.
  do {
    const std::size_t count = Receive(with, buffer);
    for (std::size_t at = 0; at < count;) {
      const std::size_t from = with.received % script_.replies.size();
      const std::size_t part = std::min(count - at, script_.replies.size() - from);
      if (std::memcmp(buffer.data() + at, script_.replies.data() + from, part) != 0)
        Stop("a reply differs from what it must be");
      at += part;
      with.received += part;
      received_ += part;
    }
  } while (with.tls != nullptr && SSL_pending(with.tls) > 0);
}

}  // namespace dragoman::bench
