// The header of a WebSocket frame (RFC 6455, 5.2). Pure.
#pragma once

#include "core/base/result.h"
#include "transports/websocket/codes.h"
#include "transports/websocket/mask.h"

namespace dragoman::websocket {

enum class Opcode : std::uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };
constexpr bool IsControl(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 8; }

inline constexpr std::size_t kMaxHeader = 14;
inline constexpr std::size_t kMaxControl = 125;  // bytes in a control frame

struct Header {
  bool last = true;        // FIN
  bool compressed = false; // RSV1, where permessage-deflate was agreed on
  Opcode opcode = Opcode::kBinary;
  bool masked = false;
  std::uint64_t size = 0;  // of the payload
  Mask mask;
};

// Bytes that the header takes, as far as `front` tells: at least 2, and final once 2 are there.
inline std::size_t HeaderSize(Bytes front) {
  if (front.size() < 2) return 2;
  const std::uint8_t length = front[1] & 0x7f;
  return 2u + (length == 126 ? 2u : length == 127 ? 8u : 0u) + ((front[1] & 0x80) != 0 ? 4u : 0u);
}

// Reads a whole header and judges what can be judged by it alone. `masked`: whether the peer must mask; `deflate`:
// whether the first reserved bit has a meaning.
Status Read(Bytes front, bool masked, bool deflate, Header& header);

// Header bytes of a frame that we send with a payload of `size`.
constexpr std::size_t LengthOf(std::uint64_t size, bool masked) {
  return (size < 126 ? 2u : size <= 0xffff ? 4u : 10u) + (masked ? 4u : 0u);
}
// Writes LengthOf bytes.
void Write(const Header& header, std::uint8_t* to);

// A control frame, whole.
ByteVector Control(Opcode opcode, Bytes payload, bool masked, std::uint32_t mask);
// What a close frame carries; empty for kNone.
ByteVector ClosePayload(const CloseWords& words);

bool IsUtf8(Bytes text);

}  // namespace dragoman::websocket
