// MemoryPair: two sessions joined in memory, as a TCP connection would join them: in order, with a
// delay, in pieces, with a bounded number of bytes under way, an end on either side and a cut in
// between. Runs on a MemoryHost.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <string>

#include "core/session/session.h"
#include "transports/memory/memory_host.h"

namespace dragoman {

struct MemoryWire {
  std::size_t piece = 64 * KiB;    // most bytes that arrive at once
  Duration latency{};              // one way
  std::size_t window = 256 * KiB;  // bytes under way in one direction; more wait with the sender
  std::string connecting = "10.0.0.1:40000";
  std::string accepting = "10.0.0.2:7777";
};

class MemoryPair final : public MemoryHost::Member {
 public:
  explicit MemoryPair(MemoryHost& host, MemoryWire wire = {});
  ~MemoryPair() override;
  MemoryPair(const MemoryPair&) = delete;
  MemoryPair& operator=(const MemoryPair&) = delete;

  // Asks the connecting side for its session, then the accepting one, and opens them. A side that
  // refuses is seen by the other as an end at once; the refusal is returned. Once.
  Status Open(const Adopt& connecting, const Adopt& accepting);

  // Null if that side refused. They live as long as the pair.
  Session* connecting() const { return ends_[0].session.get(); }
  Session* accepting() const { return ends_[1].session.get(); }

  // The network breaks: what is under way is lost, both sides are told.
  void Cut();
  // Nothing arrives any more, nobody is told; until it is held no longer.
  void Hold(bool held) { held_ = held; }
  // Both sides have ended and nothing is under way.
  bool over() const;

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
    std::unique_ptr<Session> session;
    std::deque<Chunk> coming;  // bytes under way to this end
    std::size_t coming_bytes = 0;
    Instant end_arrives = kNever;  // the other side's end
    bool told_end = false;         // of this side, to the other
  };

  bool Tick(End& end);
  bool Send(End& from, End& to);
  bool Deliver(End& to);

  MemoryHost& host_;
  const MemoryWire wire_;
  std::array<End, 2> ends_;
  bool held_ = false;
};

}  // namespace dragoman
