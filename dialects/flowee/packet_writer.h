// Cuts messages into packets (wire/flowee.md 4.1, 5.1).
#pragma once

#include "dialects/flowee/header.h"
#include "dialects/flowee/packet_framer.h"

namespace dragoman::flowee {

// The largest body of one packet, and the size of the parts of a larger one (5.1).
inline constexpr std::size_t kMaxSinglePacketBody = 8000;
// SequenceStart can announce no more (4.3).
inline constexpr std::size_t kMaxSentBody = static_cast<std::size_t>(kMaxInt32Class);

struct Outgoing {
  std::int32_t service = 0;
  std::int32_t message = kUnsetMessage;
  Bytes user_tags;                 // canonical, ascending
  std::optional<std::int64_t> id;  // tag 11, unless user_tags hold one
  Bytes body;
};

// Appends the packet or the sequence for `message`; after an error nothing.
Status PutMessage(Writer& out, const Outgoing& message);
// Appends one packet with a finished header.
Status PutPacket(Writer& out, Bytes header, Bytes body);
// Appends the packets of a sequence that follow its first one, for the rest of the body.
Status PutContinuation(Writer& out, std::int32_t service, std::int32_t message, Bytes rest);
// How much of a body goes into the first packet of a sequence behind a header of `header_bytes`: the usual part,
// less only where a huge header would carry the packet over its limit.
std::size_t FirstPartBytes(std::size_t header_bytes, std::size_t body_bytes);

}  // namespace dragoman::flowee
