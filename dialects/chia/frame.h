// Frames: one binary WebSocket message is one frame (wire/chia.md 4): type u8, id Optional[u16], u32 length, body.
#pragma once

#include <optional>

#include "core/wire/codec.h"

namespace dragoman::chia {

// The largest WebSocket message (wire/chia.md 2.2).
inline constexpr std::size_t kMaxFrameBytes = 52'428'799;

struct FrameHeader {
  std::uint8_t type = 0;
  std::optional<std::uint16_t> id;
  std::uint32_t body = 0;  // bytes that are claimed to follow
  std::size_t size = 0;    // of the header: 6, or 8 with an id
};

// 112 numbers are assigned.
bool IsAssigned(std::uint8_t type);

// The header at the front of a message of which `front` may be a part, so that a claimed length is judged before the
// bytes have come. kTruncated while more of the front is needed.
Result<FrameHeader> ReadFrameHeader(Bytes front);
// The header of a whole message, whose length must be right.
Result<FrameHeader> ReadFrame(Bytes message);

// One whole message a frame; header and length are the codec's.
std::unique_ptr<Framer> MakeFrameFramer();
// An absent id stays absent in a reply.
std::unique_ptr<Codec> MakeFrameCodec();

}  // namespace dragoman::chia
