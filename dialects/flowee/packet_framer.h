// PacketFramer: a 16-bit little-endian length that counts itself (wire/flowee.md 2). One per direction of a
// session: it checks that the very first packet begins like Flowee.
#pragma once

#include "core/wire/framer.h"

namespace dragoman::flowee {

inline constexpr std::size_t kLengthBytes = 2;
inline constexpr std::size_t kMinPacketBytes = 5;
inline constexpr std::size_t kMaxPacketBytes = 9000;      // accepted
inline constexpr std::size_t kMaxSentPacketBytes = 8999;  // produced
// Bytes that are enough to judge a packet; no legal one is shorter (2, step 1).
inline constexpr std::size_t kLookBytes = 4;

class PacketFramer final : public Framer {
 public:
  // What the first packet of a connection must look like does not bind later ones.
  enum class Start : std::uint8_t { kFirstPacket, kLaterPacket };
  explicit PacketFramer(Start start = Start::kFirstPacket) : first_(start == Start::kFirstPacket) {}

  Cut Next(Bytes pending) override;
  std::size_t Begin(Writer& out) override;
  Status Finish(Writer& out, std::size_t begun) override;

 private:
  bool first_;
};

// True when the other side speaks something else than Flowee: do not dial it again (7.4).
bool SpeaksSomethingElse(const Status& why);

}  // namespace dragoman::flowee
