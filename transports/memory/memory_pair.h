// MemoryPair: two streams joined in memory, as a TCP connection would join them: in order, with a
// delay, in pieces, with a bounded number of bytes under way, an end on either side and a cut in
// between. Runs on a MemoryHost.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <string>

#include "core/session/stream.h"
#include "transports/memory/chance.h"
#include "transports/memory/memory_host.h"

namespace dragoman {

// What a network does for a node, and what may fail.
enum class MemoryOperation : std::uint8_t { kDial, kAdopt, kSend, kReceive, kEnd };
// "dial", "adopt", "send", "receive", "end".
std::string_view Name(MemoryOperation operation);
// Asked before each operation; true: this one fails.
using MemoryFault = std::function<bool(MemoryOperation)>;

struct MemoryWire {
  std::size_t piece = 64 * KiB;    // most bytes that arrive at once
  Duration latency{};              // one way
  Duration jitter{};               // up to this much more, by chance
  std::uint64_t seed = 0;          // of the chance
  std::size_t window = 256 * KiB;  // bytes under way in one direction; more wait with the sender
  std::string connecting = "10.0.0.1:40000";
  std::string accepting = "10.0.0.2:7777";
  MemoryFault fails = {};
};

class MemoryPair final : public MemoryHost::Member {
 public:
  enum class Side : std::uint8_t { kConnecting, kAccepting };

  explicit MemoryPair(MemoryHost& host, MemoryWire wire = {});
  ~MemoryPair() override;
  MemoryPair(const MemoryPair&) = delete;
  MemoryPair& operator=(const MemoryPair&) = delete;

  // Asks the connecting side for its stream, then the accepting one, and opens them. A side that
  // refuses is seen by the other as an end at once; the refusal is returned. Once.
  Status Open(const MakeStream& connecting, const MakeStream& accepting);
  Status Open(Adopt connecting, Adopt accepting) {
    return Open(Plain(std::move(connecting)), Plain(std::move(accepting)));
  }

  // Null if that side refused or was dropped.
  Stream* connecting() const { return stream(Side::kConnecting); }
  Stream* accepting() const { return stream(Side::kAccepting); }
  Stream* stream(Side side) const { return end(side).stream.get(); }
  const MemoryWire& wire() const { return wire_; }

  // The network breaks: what is under way is lost, both sides are told.
  void Cut();
  // Nothing arrives any more, nobody is told; until it is held no longer.
  void Hold(bool held) { held_ = held; }
  bool held() const { return held_; }
  // That side takes so many bytes a second; 0: as they come.
  void Throttle(Side side, std::uint64_t bytes_per_second);
  // That side's program is gone, without a word: its stream is destroyed, and the other side sees
  // the end after what is under way. Not for use by the stream itself.
  void Drop(Side side);
  // Both sides have ended.
  bool over() const;
  // Bytes queued by the streams and bytes under way.
  std::size_t bytes() const;

  // --- Member ---
  Instant NextDeadline() const override;
  bool Step() override;

 private:
  struct Chunk {
    Instant arrives;
    ByteVector bytes;
    std::size_t taken = 0;
  };
  struct End {
    std::unique_ptr<Stream> stream;
    std::deque<Chunk> coming;  // bytes under way to this end
    std::size_t coming_bytes = 0;
    Instant end_arrives = kNever;  // the other side's end
    bool told_end = false;         // of this side, to the other
    std::uint64_t per_second = 0;  // bytes taken; 0: as they come
    Instant takes_next{};          // not before
  };

  End& end(Side side) { return ends_[static_cast<std::size_t>(side)]; }
  const End& end(Side side) const { return ends_[static_cast<std::size_t>(side)]; }
  bool Fails(MemoryOperation operation) const { return wire_.fails && wire_.fails(operation); }
  Instant ArrivalAt(const End& to);
  bool Tick(End& end);
  bool Send(End& from, End& to);
  bool TellEnd(End& from, End& to);
  bool Deliver(End& to);
  bool DeliverEnd(End& to);

  MemoryHost& host_;
  const MemoryWire wire_;
  Chance chance_;
  std::array<End, 2> ends_;
  bool held_ = false;
};

}  // namespace dragoman
