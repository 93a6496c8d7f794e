#include "transports/websocket/frame.h"

#include <algorithm>
#include <bit>

#include "core/base/reader.h"

namespace dragoman::websocket {
namespace {

// A reason is cut between characters.
std::string_view Cut(std::string_view reason) {
  constexpr std::size_t kMost = kMaxControl - 2;
  if (reason.size() <= kMost) return reason;
  std::size_t size = kMost;
  while (size > 0 && (static_cast<unsigned char>(reason[size]) & 0xc0) == 0x80) --size;
  return reason.substr(0, size);
}

}  // namespace

Status Read(Bytes front, bool masked, bool deflate, Header& header) {
  header.last = (front[0] & 0x80) != 0;
  header.compressed = (front[0] & 0x40) != 0;
  const std::uint8_t opcode = front[0] & 0x0f;
  if ((front[0] & 0x30) != 0 || (header.compressed && !deflate)) {
    return Status(Code::kBadFrame, "WebSocket: a reserved bit is set that no extension was agreed on for").At(0);
  }
  if ((opcode > 2 && opcode < 8) || opcode > 10) {
    return Status(Code::kBadFrame, "WebSocket: opcode {} has no meaning", opcode).At(0);
  }
  header.opcode = static_cast<Opcode>(opcode);
  header.masked = (front[1] & 0x80) != 0;
  if (header.masked != masked) {
    return (masked ? Status(Code::kBadFrame, "WebSocket: a frame of the dialing side is not masked")
                   : Status(Code::kBadFrame, "WebSocket: a frame of the accepting side is masked"))
        .At(1);
  }
  const std::uint8_t length = front[1] & 0x7f;
  std::size_t at = 2;
  header.size = length;
  if (length == 126) {
    header.size = IntOf<std::uint16_t>(front.data() + at, std::endian::big);
    at += 2;
    if (header.size < 126) return Status(Code::kBadFrame, "WebSocket: a length of {} in three bytes", header.size).At(1);
  } else if (length == 127) {
    header.size = IntOf<std::uint64_t>(front.data() + at, std::endian::big);
    at += 8;
    if (header.size >> 63 != 0) return Status(Code::kBadFrame, "WebSocket: the top bit of a length is set").At(2);
    if (header.size <= 0xffff) return Status(Code::kBadFrame, "WebSocket: a length of {} in nine bytes", header.size).At(1);
  }
  if (IsControl(header.opcode)) {
    if (!header.last) return Status(Code::kBadFrame, "WebSocket: a control frame is fragmented").At(0);
    if (header.compressed) return Status(Code::kBadFrame, "WebSocket: a control frame is compressed").At(0);
    if (header.size > kMaxControl) {
      return Status(Code::kBadFrame, "WebSocket: a control frame of {} bytes, {} are the limit", header.size, kMaxControl)
          .At(1);
    }
  }
  if (header.opcode == Opcode::kContinuation && header.compressed) {
    return Status(Code::kBadFrame, "WebSocket: a continuation says that it is compressed").At(0);
  }
  header.mask = Mask();
  if (masked) {
    std::uint32_t key;
    std::memcpy(&key, front.data() + at, sizeof(key));
    header.mask = Mask(key);
  }
  return Ok();
}

void Write(const Header& header, std::uint8_t* to) {
  to[0] = static_cast<std::uint8_t>((header.last ? 0x80 : 0) | (header.compressed ? 0x40 : 0) |
                                    static_cast<std::uint8_t>(header.opcode));
  const std::uint8_t masked = header.masked ? 0x80 : 0;
  std::size_t at = 2;
  if (header.size < 126) {
    to[1] = static_cast<std::uint8_t>(masked | header.size);
  } else if (header.size <= 0xffff) {
    to[1] = masked | 126;
    const std::uint16_t length = InOrder(static_cast<std::uint16_t>(header.size), std::endian::big);
    std::memcpy(to + at, &length, sizeof(length));
    at += sizeof(length);
  } else {
    to[1] = masked | 127;
    const std::uint64_t length = InOrder(header.size, std::endian::big);
    std::memcpy(to + at, &length, sizeof(length));
    at += sizeof(length);
  }
  const std::uint32_t key = header.mask.key();
  if (header.masked) std::memcpy(to + at, &key, sizeof(key));
}

ByteVector Control(Opcode opcode, Bytes payload, bool masked, std::uint32_t mask) {
  Header header;
  header.opcode = opcode;
  header.masked = masked;
  header.size = payload.size();
  header.mask = Mask(mask);
  const std::size_t head = LengthOf(payload.size(), masked);
  ByteVector frame(head + payload.size());
  Write(header, frame.data());
  std::copy(payload.begin(), payload.end(), frame.begin() + static_cast<std::ptrdiff_t>(head));
  if (masked) header.mask.Apply(frame.data() + head, frame.data() + head, payload.size());
  return frame;
}

ByteVector ClosePayload(const CloseWords& words) {
  if (words.code == CloseCode::kNone) return {};
  const auto code = static_cast<std::uint16_t>(words.code);
  ByteVector payload = {static_cast<std::uint8_t>(code >> 8), static_cast<std::uint8_t>(code & 0xff)};
  const Bytes reason = AsBytes(Cut(words.reason));
  payload.insert(payload.end(), reason.begin(), reason.end());
  return payload;
}

// RFC 3629, 4: shortest forms only, no surrogates, up to U+10FFFF.
bool IsUtf8(Bytes text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size()) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, sizeof(word));
      if ((word & 0x8080808080808080) == 0) {
        at += 8;
        continue;
      }
    }
    const std::uint8_t first = text[at];
    if (first < 0x80) {
      ++at;
      continue;
    }
    const std::size_t more = first >= 0xc2 && first < 0xe0 ? 1 : (first & 0xf0) == 0xe0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
    if (more == 0 || text.size() - at <= more) return false;
    const std::uint8_t second = text[at + 1];
    const bool shortest = !(first == 0xe0 && second < 0xa0) && !(first == 0xf0 && second < 0x90);
    if (!shortest || (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f)) return false;
    for (std::size_t i = 1; i <= more; ++i) {
      if ((text[at + i] & 0xc0) != 0x80) return false;
    }
    at += more + 1;
  }
  return true;
}

}  // namespace dragoman::websocket
