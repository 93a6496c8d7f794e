// B8: what a peer that has introduced itself and now says nothing costs in memory.
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/benches.h"
#include "bench/drive/echo_script.h"
#include "bench/servers/servers.h"
#include "core/base/hex.h"

namespace dragoman::bench {
namespace {

constexpr std::size_t kPeers = 10'000;
constexpr std::size_t kQuickPeers = 4'000;
// The first ones pay for what all share.
constexpr std::size_t kFirst = 200;
constexpr std::size_t kCallBytes = 64;

struct Visitors {
  std::string what;
  void (*serve)(const Tell&);
  ByteVector says;        // by which it introduces itself
  std::size_t hears = 0;  // bytes of the answer
  bool tls = false;
};

// Of a WebSocket's upgrade, and so always of one size.
constexpr std::string_view kUpgraded =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

// The upgrade and one message, which comes back.
Visitors WebSocketVisitors(std::string what, void (*serve)(const Tell&), bool tls) {
  const Script script = WebSocketScript(kCallBytes, tls);
  ByteVector says(script.hello.begin(), script.hello.end());
  says.insert(says.end(), script.requests.begin(), script.requests.begin() + static_cast<std::ptrdiff_t>(script.request_bytes));
  return {std::move(what), serve, says, kUpgraded.size() + script.reply_bytes, tls};
}

ByteVector FirstCall() {
  ByteVector says = BareScript(kCallBytes).requests;
  says.resize(kCallBytes);
  return says;
}

int Visit(std::uint16_t port, const Visitors& visitors) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (socket < 0 ||
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    Stop("cannot connect so often: " + std::string(std::strerror(errno)));
  }
  SSL* tls = nullptr;
  if (visitors.tls) {
    static SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    tls = SSL_new(context);
    SSL_set_fd(tls, socket);
    if (SSL_connect(tls) != 1) Stop("the server and we do not agree on TLS");
  }
  const ByteVector& says = visitors.says;
  if (says.empty()) return socket;
  const bool said = tls != nullptr ? SSL_write(tls, says.data(), static_cast<int>(says.size())) > 0
                                   : ::send(socket, says.data(), says.size(), MSG_NOSIGNAL) > 0;
  if (!said) Stop("the server has closed the connection");
  for (std::size_t heard = 0; heard < visitors.hears;) {
    std::array<std::uint8_t, 256> buffer;
    const ssize_t count = tls != nullptr ? SSL_read(tls, buffer.data(), buffer.size())
                                         : ::recv(socket, buffer.data(), buffer.size(), 0);
    if (count <= 0) Stop("the server has closed the connection");
    heard += static_cast<std::size_t>(count);
  }
  return socket;
}

// Visitors are in processes of their own, since descriptors are limited. They stay until the
// process is ended.
void BeVisited(std::uint16_t port, const Visitors& visitors, std::size_t count, const Tell& tell) {
  PinToDriverCore();
  for (std::size_t i = 0; i < count; ++i) Visit(port, visitors);
  tell(0);
  for (;;) ::pause();
}

// User-space bytes of the server for each peer.
double BytesEach(const Visitors& visitors, std::size_t peers) {
  const ServerProcess server(visitors.serve);
  const auto crowd = [&](std::size_t count) {
    return std::make_unique<ServerProcess>(
        [&, count](const Tell& tell) { BeVisited(server.port(), visitors, count, tell); });
  };
  const auto settled = [&server] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return static_cast<double>(server.PrivateBytes());
  };
  const auto first = crowd(kFirst);
  const double before = settled();
  const auto rest = crowd(peers);
  return (settled() - before) / static_cast<double>(peers);
}

}  // namespace

void IdlePeers(const Pace& pace, Report& report) {
  const std::vector<Visitors> all{
      {"bare epoll", ServeBareEpoll, {}, 0},
      {"echo, connected", ServeEcho, {}, 0},
      {"echo, after a message of 64 B", ServeEcho, FirstCall(), kCallBytes},
      {"tiny, after a ping", ServeTiny, *FromHex("00000009010000000000000007"), 5 + 8 + 4 + 14},
      {"flowee, after Version", ServeFlowee, *FromHex("090008001000580104"), 29},
      WebSocketVisitors("WebSocket, after a message of 64 B", ServeWebSocket, false),
      {"TLS, after a message of 64 B", ServeTls, FirstCall(), kCallBytes, true},
      WebSocketVisitors("WebSocket over TLS, after a message of 64 B", ServeWebSocketTls, true),
      WebSocketVisitors("bare WebSocket over OpenSSL", ServeBareWebSocketTls, true),
  };
  const std::size_t peers = pace.quick ? kQuickPeers : kPeers;
  double bare = 0;
  const auto ours = [](const Visitors& visitors) {
    return visitors.serve != ServeBareEpoll && visitors.serve != ServeBareWebSocketTls;
  };
  for (const Visitors& visitors : all) {
    const double bytes = BytesEach(visitors, peers);
    if (visitors.serve == ServeBareEpoll) bare = bytes;
    Row row;
    row.bench = "B8";
    row.what = visitors.what + ", " + std::to_string(peers) + " idle";
    row.unit = "B a peer";
    row.value = {bytes, bytes, bytes};
    if (ours(visitors)) {
      row.peer = "bare epoll";
      row.peer_value = {bare, bare, bare};
      row.goal = AtMost(visitors.tls ? 20 * 1024 : 3 * 1024);
    }
    report.Add(std::move(row));
  }
}

}  // namespace dragoman::bench
