#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <sys/socket.h>

#include "bench/servers/servers.h"

namespace dragoman::bench {
namespace {

using asio::ip::tcp;

// asio tells when there is something to read; reading and sending are plain calls.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  explicit Connection(tcp::socket socket) : socket_(std::move(socket)) {}

  void Wait() {
    socket_.async_wait(tcp::socket::wait_read,
                       [self = shared_from_this()](const asio::error_code& fault) {
                         if (!fault && self->GiveBack()) self->Wait();
                       });
  }

 private:
  bool GiveBack() {
    static std::array<std::uint8_t, 65536> buffer;
    const int socket = socket_.native_handle();
    const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EAGAIN) return true;
    if (count <= 0) return false;
    if (::send(socket, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) != count)
      Stop("asio echo: a send fell short");
    return true;
  }

  tcp::socket socket_;
};

void Accept(tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](const asio::error_code& fault, tcp::socket socket) {
    if (!fault) {
      socket.native_non_blocking(true);
      socket.set_option(tcp::no_delay(true));
      std::make_shared<Connection>(std::move(socket))->Wait();
    }
    Accept(acceptor);
  });
}

}  // namespace

void ServeBareReadiness(const Tell& tell) {
  asio::io_context io(1);
  tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  acceptor.listen(4096);
  tell(acceptor.local_endpoint().port());
  Accept(acceptor);
  io.run();
}

}  // namespace dragoman::bench
