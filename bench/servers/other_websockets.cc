// WebSocket echoes of other engines. Each is here if its headers were found.
#include "bench/servers/servers.h"

#if __has_include(<boost/beast/websocket.hpp>)
#define BENCH_BEAST 1
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#endif

namespace dragoman::bench {

void ServeWebsocketpp(const Tell& tell);  // websocketpp.cc
bool HasWebsocketpp();
void ServeWslay(const Tell& tell);  // wslay.cc
bool HasWslay();

namespace {

#ifdef BENCH_BEAST

namespace beast = boost::beast;
using boost::asio::ip::tcp;

// As its own example of a fast asynchronous echo does it, on one thread.
class BeastEcho : public std::enable_shared_from_this<BeastEcho> {
 public:
  explicit BeastEcho(tcp::socket socket) : stream_(std::move(socket)) {}
  void Start() {
    stream_.read_message_max(64u << 20);
    stream_.set_option(beast::websocket::permessage_deflate());  // off
    stream_.auto_fragment(false);
    stream_.async_accept([self = shared_from_this()](beast::error_code fault) {
      if (!fault) self->Read();
    });
  }

 private:
  void Read() {
    stream_.async_read(buffer_, [self = shared_from_this()](beast::error_code fault, std::size_t) {
      if (!fault) self->Write();
    });
  }
  void Write() {
    stream_.binary(true);
    stream_.async_write(buffer_.data(), [self = shared_from_this()](beast::error_code fault, std::size_t) {
      self->buffer_.consume(self->buffer_.size());
      if (!fault) self->Read();
    });
  }
  beast::websocket::stream<tcp::socket> stream_;
  beast::flat_buffer buffer_;
};

void AcceptNext(tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](beast::error_code fault, tcp::socket socket) {
    if (!fault) {
      socket.set_option(tcp::no_delay(true));
      std::make_shared<BeastEcho>(std::move(socket))->Start();
    }
    AcceptNext(acceptor);
  });
}

void ServeBeast(const Tell& tell) {
  boost::asio::io_context io(1);
  tcp::acceptor acceptor(io, {boost::asio::ip::make_address("127.0.0.1"), 0});
  acceptor.listen(4096);
  tell(acceptor.local_endpoint().port());
  AcceptNext(acceptor);
  io.run();
}

#endif

}  // namespace

std::vector<OtherServer> OtherWebSockets() {
  std::vector<OtherServer> found;
#ifdef BENCH_BEAST
  found.push_back({"Beast", ServeBeast});
#endif
  if (HasWebsocketpp()) found.push_back({"websocketpp", ServeWebsocketpp});
  if (HasWslay()) found.push_back({"wslay", ServeWslay});
  return found;
}

std::vector<std::string> MissingWebSockets() {
  std::vector<std::string> missing;
#ifndef BENCH_BEAST
  missing.emplace_back("Beast (libboost-dev)");
#endif
  if (!HasWebsocketpp()) missing.emplace_back("websocketpp (libwebsocketpp-dev)");
  if (!HasWslay()) missing.emplace_back("wslay (libwslay-dev)");
  return missing;
}

}  // namespace dragoman::bench
