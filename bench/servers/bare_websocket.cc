// The floor of B3: epoll, recv, unmask where it lies, a header in front, one send a read. It trusts its peer.
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <unordered_map>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/servers/servers.h"
#include "bench/servers/tls_identity.h"
#include "core/base/bytes.h"
#include "core/base/reader.h"

namespace dragoman::bench {
namespace {

struct Peer {
  int socket = -1;
  SSL* tls = nullptr;
  bool upgraded = false;
  ByteVector in;   // of a frame, or of the request, that is not whole
  ByteVector out;  // what the kernel did not take
  bool waits = false;
};

struct Frame {
  std::size_t head = 0;
  std::size_t size = 0;
};

// A client's frame: masked, one a message.
Frame Look(Bytes front) {
  if (front.size() < 2) return {14, 0};
  const std::size_t length = front[1] & 0x7f;
  const std::size_t head = length < 126 ? 6 : length == 126 ? 8 : 14;
  if (front.size() < head) return {head, 0};
  if (length < 126) return {head, length};
  if (length == 126) return {head, IntOf<std::uint16_t>(front.data() + 2, std::endian::big)};
  return {head, static_cast<std::size_t>(IntOf<std::uint64_t>(front.data() + 2, std::endian::big))};
}

void Unmask(std::uint8_t* bytes, std::size_t size, const std::uint8_t* mask) {
  std::uint32_t key;
  std::memcpy(&key, mask, 4);
  const std::uint64_t wide = std::uint64_t{key} << 32 | key;
  std::size_t at = 0;
  for (; at + 32 <= size; at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes + at, 32);
    for (std::uint64_t& word : words) word ^= wide;
    std::memcpy(bytes + at, words, 32);
  }
  for (; at < size; ++at) bytes[at] ^= mask[at & 3];
}

class Server {
 public:
  explicit Server(bool tls) {
    if (!tls) return;
    const PemPair identity = TlsIdentity();
    tls_ = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_mode(tls_, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE);
    SSL_CTX_set_min_proto_version(tls_, TLS1_3_VERSION);
    UseIdentity(tls_, identity);
  }

  void Run(const Tell& tell) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4096) != 0)
      Stop("bare WebSocket: no port");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    epoll_ = ::epoll_create1(0);
    epoll_event event{};
    event.events = EPOLLIN;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &event);
    tell(ntohs(address.sin_port));
    for (;;) {
      std::array<epoll_event, 128> events;
      const int count = ::epoll_wait(epoll_, events.data(), events.size(), -1);
      for (int i = 0; i < count; ++i) {
        auto* peer = static_cast<Peer*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (peer == nullptr) {
          Accept();
        } else if (!Serve(*peer)) {
          SSL_free(peer->tls);
          ::close(peer->socket);
          delete peer;
        }
      }
    }
  }

 private:
  void Accept() {
    for (int socket; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
      const int on = 1;
      ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      auto* peer = new Peer;
      peer->socket = socket;
      if (tls_ != nullptr) {
        peer->tls = SSL_new(tls_);
        SSL_set_fd(peer->tls, socket);
        SSL_set_accept_state(peer->tls);
      }
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.ptr = peer;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
    }
  }

  bool Serve(Peer& peer) {
    if (!peer.out.empty() && !Send(peer, {})) return false;
    std::size_t count = 0;
    if (peer.tls != nullptr) {
      while (count < block_.size()) {
        std::size_t part = 0;
        if (SSL_read_ex(peer.tls, block_.data() + count, block_.size() - count, &part) != 1) {
          if (SSL_get_error(peer.tls, 0) != SSL_ERROR_WANT_READ) return false;
          break;
        }
        count += part;
      }
      if (count == 0) return true;
    } else {
      const ssize_t got = ::recv(peer.socket, block_.data(), block_.size(), 0);
      if (got < 0 && errno == EAGAIN) return true;
      if (got <= 0) return false;
      count = static_cast<std::size_t>(got);
    }
    out_.clear();
    if (peer.in.empty()) {
      const std::size_t used = Take(peer, {block_.data(), count});
      Keep(peer, Bytes(block_.data(), count).subspan(used));
    } else {
      peer.in.insert(peer.in.end(), block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(count));
      const std::size_t used = Take(peer, peer.in);
      peer.in.erase(peer.in.begin(), peer.in.begin() + static_cast<std::ptrdiff_t>(used));
      if (peer.in.empty() && peer.in.capacity() > 2 * MiB) peer.in = ByteVector();
    }
    return out_.empty() || Send(peer, out_);
  }

  static void Keep(Peer& peer, Bytes rest) {
    if (rest.empty()) return;
    const Frame frame = Look(rest);
    if (peer.upgraded) peer.in.reserve(frame.head + frame.size);
    peer.in.assign(rest.begin(), rest.end());
  }

  // Answers whole messages into out_; gives how much of `bytes` they were.
  std::size_t Take(Peer& peer, std::span<std::uint8_t> bytes) {
    std::size_t used = peer.upgraded ? 0 : Upgrade(peer, bytes);
    if (!peer.upgraded) return used;
    for (;;) {
      const std::span<std::uint8_t> rest = bytes.subspan(used);
      const Frame frame = Look(rest);
      if (rest.size() < frame.head || rest.size() - frame.head < frame.size) return used;
      std::uint8_t* body = rest.data() + frame.head;
      Unmask(body, frame.size, body - 4);
      std::array<std::uint8_t, 10> head{0x82};
      std::size_t size = 2;
      if (frame.size < 126) {
        head[1] = static_cast<std::uint8_t>(frame.size);
      } else if (frame.size <= 0xffff) {
        head[1] = 126;
        const auto length = InOrder(static_cast<std::uint16_t>(frame.size), std::endian::big);
        std::memcpy(head.data() + 2, &length, 2);
        size = 4;
      } else {
        head[1] = 127;
        const auto length = InOrder(std::uint64_t{frame.size}, std::endian::big);
        std::memcpy(head.data() + 2, &length, 8);
        size = 10;
      }
      out_.insert(out_.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(size));
      out_.insert(out_.end(), body, body + frame.size);
      used += frame.head + frame.size;
    }
  }

  std::size_t Upgrade(Peer& peer, Bytes bytes) {
    const std::string_view text = AsText(bytes);
    const std::size_t end = text.find("\r\n\r\n");
    if (end == text.npos) return 0;
    const std::string_view name = "Sec-WebSocket-Key: ";
    const std::string proof = std::string(text.substr(text.find(name) + name.size(), 24)) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<std::uint8_t, 20> hash;
    EVP_Digest(proof.data(), proof.size(), hash.data(), nullptr, EVP_sha1(), nullptr);
    std::array<char, 32> accept{};
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(accept.data()), hash.data(), hash.size());
    const std::string answer = std::string("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                           "Sec-WebSocket-Accept: ") + accept.data() + "\r\n\r\n";
    out_.insert(out_.end(), answer.begin(), answer.end());
    peer.upgraded = true;
    return end + 4;
  }

  bool Send(Peer& peer, Bytes bytes) {
    if (!peer.out.empty()) {
      peer.out.insert(peer.out.end(), bytes.begin(), bytes.end());
      bytes = peer.out;
    }
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      std::size_t part = 0;
      if (peer.tls != nullptr) {
        if (SSL_write_ex(peer.tls, bytes.data() + sent, bytes.size() - sent, &part) != 1) {
          if (SSL_get_error(peer.tls, 0) != SSL_ERROR_WANT_WRITE) return false;
          break;
        }
      } else {
        const ssize_t taken = ::send(peer.socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (taken < 0 && errno != EAGAIN) return false;
        if (taken < 0) break;
        part = static_cast<std::size_t>(taken);
      }
      sent += part;
    }
    const Bytes rest = bytes.subspan(sent);
    if (peer.out.empty()) {
      peer.out.assign(rest.begin(), rest.end());
    } else {
      peer.out.erase(peer.out.begin(), peer.out.begin() + static_cast<std::ptrdiff_t>(sent));
    }
    if (peer.out.empty() != peer.waits) return true;
    peer.waits = !peer.out.empty();
    epoll_event event{};
    event.events = peer.waits ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.ptr = &peer;
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, peer.socket, &event);
    return true;
  }

  SSL_CTX* tls_ = nullptr;
  int listener_ = -1;
  int epoll_ = -1;
  std::array<std::uint8_t, 65536> block_;
  ByteVector out_;
};

}  // namespace

void ServeBareWebSocket(const Tell& tell) { std::make_unique<Server>(false)->Run(tell); }
void ServeBareWebSocketTls(const Tell& tell) { std::make_unique<Server>(true)->Run(tell); }

}  // namespace dragoman::bench
