#include "bench/drive/chia_client.h"

#include <openssl/ssl.h>
#include <unistd.h>

#include "bench/drive/connect.h"
#include "bench/measure/process.h"
#include "bench/servers/tls_identity.h"
#include "core/base/reader.h"
#include "core/base/writer.h"
#include "dialects/chia/authority.h"
#include "dialects/chia/messages/shared.h"

namespace dragoman::bench {
namespace {

constexpr std::uint8_t kBinary = 2;
constexpr std::uint8_t kClose = 8;
constexpr std::uint8_t kPing = 9;
constexpr std::string_view kUpgrade =
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

ByteVector HandshakeBody() {
  chia::Handshake handshake;
  handshake.network_id = "simulator0";
  handshake.protocol_version = "0.0.36";
  handshake.software_version = "2.7.5";
  handshake.node_type = 1;
  const std::vector<std::tuple<std::uint16_t, Text>> capabilities{{1, "1"}, {2, "1"}, {3, "1"}, {5, "1"}};
  handshake.capabilities = capabilities;
  ByteVector body;
  Writer out(body);
  WriteMessage(handshake, out);
  return body;
}

}  // namespace

PemPair MintChiaLeaf() {
  const PemPair authority{std::string(chia::kAuthorityCertificate), std::string(chia::kAuthorityKey)};
  const Result<PemPair> leaf = MintLeaf(authority, {.subject = {"Chia", "Chia", "Organic Farming Division"}});
  if (!leaf.ok()) Stop(leaf.status().ToString());
  return *leaf;
}

ChiaLeaf::ChiaLeaf() : context_(SSL_CTX_new(TLS_client_method())) {
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
  UseIdentity(context_, MintChiaLeaf());
}

ChiaLeaf::~ChiaLeaf() { SSL_CTX_free(context_); }

void AddMaskedFrame(ByteVector& to, std::uint8_t type, std::optional<std::uint16_t> id, Bytes body) {
  const std::size_t size = (id.has_value() ? 8 : 6) + body.size();
  Writer out(to);
  out.U8(0x80 | kBinary);
  if (size < 126) {
    out.U8(static_cast<std::uint8_t>(0x80 | size));
  } else {
    out.U8(0x80 | 126);
    out.U16(static_cast<std::uint16_t>(size), std::endian::big);
  }
  out.U32(0, std::endian::big);
  out.U8(type);
  out.U8(id.has_value() ? 1 : 0);
  if (id.has_value()) out.U16(*id, std::endian::big);
  out.U32(static_cast<std::uint32_t>(body.size()), std::endian::big);
  out.Raw(body);
}

ChiaClient::ChiaClient(std::uint16_t port, const ChiaLeaf& leaf) : socket_(Connect(port)), tls_(SSL_new(leaf.context())) {
  SSL_set_fd(tls_, socket_);
  if (SSL_connect(tls_) != 1) Stop("the node and we do not agree on TLS");
}

ChiaClient::~ChiaClient() {
  SSL_free(tls_);
  ::close(socket_);
}

bool ChiaClient::Receive() {
  if (taken_ > 0) {
    heard_.erase(heard_.begin(), heard_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
  }
  constexpr std::size_t kMost = 65536;
  const std::size_t before = heard_.size();
  heard_.resize(before + kMost);
  std::size_t count = 0;
  // A record a call; what has come with it is taken at once, too.
  do {
    std::size_t part = 0;
    if (SSL_read_ex(tls_, heard_.data() + before + count, kMost - count, &part) != 1) break;
    count += part;
  } while (SSL_pending(tls_) > 0 && count < kMost);
  heard_.resize(before + count);
  return count > 0;
}

std::optional<ChiaClient::Frame> ChiaClient::Front() const {
  const Bytes front = Bytes(heard_).subspan(taken_);
  if (front.size() < 2) return std::nullopt;
  Frame frame{static_cast<std::uint8_t>(front[0] & 0x0f), 2, front[1]};
  if (front[0] != (0x80 | frame.opcode) || front[1] > 127) Stop("the node sends what this client does not read");
  if (front[1] == 126) frame.head = 4;
  if (front[1] == 127) frame.head = 10;
  if (front.size() < frame.head) return std::nullopt;
  if (front[1] == 126) frame.size = IntOf<std::uint16_t>(front.data() + 2, std::endian::big);
  if (front[1] == 127) frame.size = static_cast<std::size_t>(IntOf<std::uint64_t>(front.data() + 2, std::endian::big));
  if (front.size() - frame.head < frame.size) return std::nullopt;
  return frame;
}

bool ChiaClient::HasHeard() { return Front().has_value(); }

ChiaMessage ChiaClient::Hear() {
  for (;;) {
    const std::optional<Frame> frame = Front();
    if (!frame.has_value()) {
      if (!Receive()) Stop("the node has closed the connection");
      continue;
    }
    const Bytes payload = Bytes(heard_).subspan(taken_ + frame->head, frame->size);
    taken_ += frame->head + frame->size;
    if (frame->opcode == kPing) continue;  // none waits for it as long as a bench is
    if (frame->opcode == kClose) Stop("the node says goodbye: " + std::string(AsText(payload.subspan(std::min<std::size_t>(2, payload.size())))));
    const Result<chia::FrameHeader> header = chia::ReadFrame(payload);
    if (frame->opcode != kBinary || !header.ok()) Stop("the node sends what is no message");
    return {*header, payload.subspan(header->size)};
  }
}

void ChiaClient::Say(Bytes frames) {
  std::size_t taken = 0;
  if (SSL_write_ex(tls_, frames.data(), frames.size(), &taken) != 1 || taken != frames.size())
    Stop("the node has closed the connection");
}

void ChiaClient::Shake() {
  static const ByteVector body = HandshakeBody();
  Say(AsBytes(kUpgrade));
  std::size_t end = std::string_view::npos;
  while ((end = AsText(heard_).find("\r\n\r\n")) == std::string_view::npos) {
    if (!Receive()) Stop("the node refuses the upgrade");
  }
  if (!AsText(heard_).starts_with("HTTP/1.1 101")) Stop("the node refuses the upgrade");
  taken_ = end + 4;
  ByteVector handshake;
  AddMaskedFrame(handshake, chia::Handshake::kType, std::nullopt, body);
  Say(handshake);
  if (Hear().header.type != chia::Handshake::kType) Stop("the node does not answer our Handshake");
}

void ChiaClient::Leave() {
  constexpr std::uint8_t kGoodbye[] = {0x80 | kClose, 0x82, 0, 0, 0, 0, 1000 >> 8, 1000 & 0xff};
  Say(kGoodbye);
  while (Receive()) taken_ = heard_.size();
}

void ChiaClient::LeaveTls() {
  SSL_shutdown(tls_);
  while (Receive()) taken_ = heard_.size();
}

}  // namespace dragoman::bench
