// websocketpp, which is older than C++20: this file alone is compiled as C++17 (cmake/bench.cmake).
#include "bench/measure/process.h"

#if __has_include(<websocketpp/server.hpp>) && __has_include(<boost/asio.hpp>)
#define BENCH_WEBSOCKETPP 1
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>
#endif

namespace dragoman::bench {

#ifdef BENCH_WEBSOCKETPP

bool HasWebsocketpp();
bool HasWebsocketpp() { return true; }

void ServeWebsocketpp(const Tell& tell);
void ServeWebsocketpp(const Tell& tell) {
  using Server = websocketpp::server<websocketpp::config::asio>;
  Server server;
  server.clear_access_channels(websocketpp::log::alevel::all);
  server.clear_error_channels(websocketpp::log::elevel::all);
  server.init_asio();
  server.set_max_message_size(64u << 20);
  server.set_message_handler([&server](websocketpp::connection_hdl peer, const Server::message_ptr& message) {
    server.send(peer, message->get_payload(), message->get_opcode());
  });
  server.set_tcp_post_init_handler([&server](websocketpp::connection_hdl peer) {
    server.get_con_from_hdl(peer)->get_raw_socket().set_option(boost::asio::ip::tcp::no_delay(true));
  });
  server.set_listen_backlog(4096);
  server.listen(boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  server.start_accept();
  websocketpp::lib::asio::error_code fault;
  tell(server.get_local_endpoint(fault).port());
  server.run();
}

#else

bool HasWebsocketpp();
bool HasWebsocketpp() { return false; }
void ServeWebsocketpp(const Tell&);
void ServeWebsocketpp(const Tell&) {}

#endif

}  // namespace dragoman::bench
