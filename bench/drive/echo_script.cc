#include "bench/drive/echo_script.h"

#include "bench/echo/echo.h"

namespace dragoman::bench {
namespace {

constexpr std::uint32_t kDifferent = 256;

void PutFrame(Writer& out, std::size_t frame_bytes, std::uint8_t type, std::uint32_t number) {
  const std::size_t bytes = frame_bytes - kEchoOverhead;
  out.U32(static_cast<std::uint32_t>(bytes + 5), std::endian::big);
  out.U8(type);
  out.U32(static_cast<std::uint32_t>(bytes), std::endian::big);
  for (std::size_t i = 0; i < bytes; ++i) {
    number = number * 1664525 + 1013904223;
    out.U8(static_cast<std::uint8_t>(number >> 24));
  }
}

Script MakeScript(std::size_t frame_bytes, std::uint8_t reply_type) {
  Script script;
  script.request_bytes = frame_bytes;
  script.reply_bytes = frame_bytes;
  Writer requests(script.requests);
  Writer replies(script.replies);
  for (std::uint32_t number = 0; number < kDifferent; ++number) {
    PutFrame(requests, frame_bytes, Call::kType, number);
    PutFrame(replies, frame_bytes, reply_type, number);
  }
  return script;
}

}  // namespace

Script WebSocketScript(std::size_t bytes, bool tls) {
  // Different messages, as far as memory goes.
  constexpr std::size_t kMostBytes = 4 * MiB;
  const auto different = std::clamp<std::size_t>(kMostBytes / bytes, 1, kDifferent);
  Script script;
  script.tls = tls;
  script.hello =
      "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  for (std::uint32_t number = 0; number < different; ++number) {
    std::uint32_t seed = number;
    ByteVector body(bytes);
    for (std::uint8_t& byte : body) {
      seed = seed * 1664525 + 1013904223;
      byte = static_cast<std::uint8_t>(seed >> 24);
    }
    for (const bool masked : {true, false}) {
      ByteVector& to = masked ? script.requests : script.replies;
      Writer out(to);
      out.U8(0x82);
      const std::uint8_t bit = masked ? 0x80 : 0;
      if (bytes < 126) {
        out.U8(static_cast<std::uint8_t>(bit | bytes));
      } else if (bytes <= 0xffff) {
        out.U8(bit | 126);
        out.U16(static_cast<std::uint16_t>(bytes), std::endian::big);
      } else {
        out.U8(bit | 127);
        out.U64(bytes, std::endian::big);
      }
      if (masked) out.U32(seed, std::endian::little);
      const std::size_t at = to.size();
      out.Raw(body);
      for (std::size_t i = 0; masked && i < bytes; ++i) to[at + i] ^= static_cast<std::uint8_t>(seed >> (8 * (i & 3)));
    }
  }
  script.request_bytes = script.requests.size() / different;
  script.reply_bytes = script.replies.size() / different;
  return script;
}

Script EchoScript(std::size_t frame_bytes) { return MakeScript(frame_bytes, Echo::kType); }
Script BareScript(std::size_t frame_bytes) { return MakeScript(frame_bytes, Call::kType); }

}  // namespace dragoman::bench
