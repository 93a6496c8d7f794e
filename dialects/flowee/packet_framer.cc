#include "dialects/flowee/packet_framer.h"

#include <array>
#include <algorithm>

namespace dragoman::flowee {
namespace {

constexpr std::size_t kFirstTokenAt = 2;
constexpr std::uint8_t kServiceIdToken = 0x08;
constexpr const char* kNotFlowee = "The other side does not speak Flowee; check address and port";

bool LooksLikeHttp(Bytes front) {
  static constexpr std::array<std::string_view, 9> kStarts{"GET ", "HEAD", "POST", "PUT ", "DELE",
                                                           "CONN", "OPTI", "PATC", "HTTP"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [front](std::string_view start) { return AsText(front.first(kLookBytes)) == start; });
}

// Step 3 of section 2. It comes before the length, since a foreign protocol's first bytes are no length.
Status CheckFirstPacket(Bytes front) {
  if (LooksLikeHttp(front)) return Status(Code::kBadFrame, "this is HTTP, not Flowee").At(0).Next(kNotFlowee);
  if (front[kFirstTokenAt] != kServiceIdToken) {
    return Status(Code::kBadFrame, "the first packet does not begin with ServiceId: its third byte is {}, must be {}",
                  front[kFirstTokenAt], kServiceIdToken)
        .At(kFirstTokenAt)
        .Next(kNotFlowee);
  }
  return Ok();
}

}  // namespace

Cut PacketFramer::Next(Bytes pending) {
  if (pending.size() < kLookBytes) return Cut::Need(kLookBytes);
  if (first_) {
    Status like_flowee = CheckFirstPacket(pending);
    if (!like_flowee.ok()) return Cut::Reject(std::move(like_flowee));
  }
  const std::size_t length = static_cast<std::size_t>(pending[0] | pending[1] << 8);
  if (length > kMaxPacketBytes) {
    return Cut::Reject(
        Status(Code::kOverLimit, "a packet of {} bytes is over the limit of {}", length, kMaxPacketBytes).At(0));
  }
  if (length < kMinPacketBytes) {
    return Cut::Reject(
        Status(Code::kBadFrame, "a packet of {} bytes is shorter than {}", length, kMinPacketBytes).At(0));
  }
  if (pending.size() < length) return Cut::Need(length);
  first_ = false;
  return Cut::Frame(kLengthBytes, length);
}

std::size_t PacketFramer::Begin(Writer& out) {
  out.U16(0, std::endian::little);
  return out.size();
}

Status PacketFramer::Finish(Writer& out, std::size_t begun) {
  const std::size_t front = begun - kLengthBytes;
  const std::size_t length = out.size() - front;
  if (length > kMaxSentPacketBytes) {
    return Status(Code::kOverLimit, "a packet of {} bytes is over the limit of {}", length, kMaxSentPacketBytes);
  }
  out.Put(front, length, kLengthBytes, std::endian::little);
  return Ok();
}

bool SpeaksSomethingElse(const Status& why) { return why.hint() == kNotFlowee; }

}  // namespace dragoman::flowee
