// Boost.Beast, for beast_test.py: an echo (`listen`), or one that asks an echo (`dial PORT`). Not part of the build.
#include <iostream>
#include <string>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Socket = beast::websocket::stream<tcp::socket>;

void Echo(tcp::socket socket) try {
  Socket stream(std::move(socket));
  stream.read_message_max(64 << 20);
  stream.accept();
  for (;;) {
    beast::flat_buffer buffer;
    stream.read(buffer);
    stream.binary(stream.got_binary());
    stream.write(buffer.data());
  }
} catch (const std::exception&) {
}

int Ask(asio::io_context& io, const std::string& port) try {
  Socket stream(io);
  stream.read_message_max(64 << 20);
  stream.write_buffer_bytes(4096);  // messages beyond that go in fragments
  stream.auto_fragment(true);
  stream.binary(true);
  tcp::resolver resolver(io);
  asio::connect(stream.next_layer(), resolver.resolve("127.0.0.1", port));
  stream.handshake("127.0.0.1:" + port, "/");
  for (const std::size_t size : {0, 1, 125, 126, 127, 4095, 4096, 65535, 65536, 1'000'000, 8'000'000}) {
    std::string question(size, ' ');
    for (std::size_t i = 0; i < size; ++i) question[i] = static_cast<char>(i * 131 + size);
    stream.ping("between");
    stream.write(asio::buffer(question));
    beast::flat_buffer buffer;
    stream.read(buffer);
    if (beast::buffers_to_string(buffer.data()) != question) {
      std::cerr << "the answer to " << size << " bytes differs\n";
      return 1;
    }
  }
  stream.close({static_cast<beast::websocket::close_code>(4001), "that is all"});
  std::cout << "answered\n";
  return 0;
} catch (const std::exception& broken) {
  std::cerr << broken.what() << '\n';
  return 1;
}

int main(int count, char** words) {
  asio::io_context io;
  if (count > 2) return Ask(io, words[2]);
  tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  std::cout << "listening 127.0.0.1:" << acceptor.local_endpoint().port() << std::endl;
  std::thread([] {
    while (std::cin.get() != EOF) {
    }
    std::_Exit(0);
  }).detach();
  for (;;) std::thread(Echo, acceptor.accept()).detach();
}
