#include "transports/memory/memory_pair.h"

#include <algorithm>
#include <utility>

namespace dragoman {

std::string_view Name(MemoryOperation operation) {
  switch (operation) {
    case MemoryOperation::kDial: return "dial";
    case MemoryOperation::kAdopt: return "adopt";
    case MemoryOperation::kSend: return "send";
    case MemoryOperation::kReceive: return "receive";
    case MemoryOperation::kEnd: return "end";
  }
  return "dial";
}

MemoryPair::MemoryPair(MemoryHost& host, MemoryWire wire)
    : host_(host), wire_(std::move(wire)), chance_(wire_.seed) {
  host_.Join(*this);
}

MemoryPair::~MemoryPair() { host_.Leave(*this); }

Status MemoryPair::Open(const MakeStream& connecting, const MakeStream& accepting) {
  const MakeStream* const makers[] = {&connecting, &accepting};
  Status refusal;
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    LinkInfo link;
    link.inbound = i == 1;
    link.local = link.inbound ? wire_.accepting : wire_.connecting;
    link.remote = link.inbound ? wire_.connecting : wire_.accepting;
    if (Fails(MemoryOperation::kAdopt)) {
      refusal = Status(Code::kUnreachable, "the connection was aborted");
      break;
    }
    link.since = host_.Now();
    Result<std::unique_ptr<Stream>> stream = (*makers[i])(std::move(link), host_);
    if (stream.ok()) {
      ends_[i].stream = std::move(*stream);
    } else {
      refusal = stream.status();
      break;
    }
  }
  for (End& end : ends_) {
    if (end.stream != nullptr) end.stream->Open();
  }
  return refusal;
}

void MemoryPair::Cut() {
  for (End& end : ends_) {
    end.coming.clear();
    end.coming_bytes = 0;
    end.end_arrives = kNever;
    end.told_end = true;
    if (end.stream != nullptr) {
      end.stream->Ended(ClosedBy::kNetwork, Status(Code::kLost, "the connection was reset"));
    }
  }
}

void MemoryPair::Throttle(Side side, std::uint64_t bytes_per_second) {
  end(side).per_second = bytes_per_second;
  end(side).takes_next = host_.Now();
}

void MemoryPair::Drop(Side side) {
  // Out of the pair first: what it does as it dies finds it gone.
  const std::unique_ptr<Stream> gone = std::move(end(side).stream);
}

bool MemoryPair::over() const {
  return std::ranges::all_of(
      ends_, [](const End& end) { return end.stream == nullptr || end.stream->finished(); });
}

std::size_t MemoryPair::bytes() const {
  std::size_t sum = 0;
  for (const End& end : ends_) {
    sum += end.coming_bytes;
    if (end.stream != nullptr) sum += end.stream->out().size();
  }
  return sum;
}

Instant MemoryPair::NextDeadline() const {
  Instant next = kNever;
  for (const End& end : ends_) {
    if (end.stream == nullptr || end.stream->finished()) continue;
    next = std::min(next, end.stream->NextDeadline());
    if (held_) continue;
    const bool takes = end.stream->WantsRead() || end.stream->closing();
    if (!end.coming.empty()) {
      if (takes) next = std::min(next, std::max(end.coming.front().arrives, end.takes_next));
    } else {
      next = std::min(next, end.end_arrives);
    }
  }
  return next;
}

bool MemoryPair::Step() {
  auto& [left, right] = ends_;
  bool moved = Tick(left);
  moved = Tick(right) || moved;
  moved = Send(left, right) || moved;
  moved = Send(right, left) || moved;
  moved = Deliver(right) || moved;
  return Deliver(left) || moved;
}

bool MemoryPair::Tick(End& end) {
  if (end.stream == nullptr || end.stream->finished()) return false;
  if (host_.Now() < end.stream->NextDeadline()) return false;
  end.stream->Tick();
  return true;
}

// Never before what was sent earlier.
Instant MemoryPair::ArrivalAt(const End& to) {
  Instant arrives = host_.Now() + wire_.latency;
  if (wire_.jitter > Duration::zero()) arrives += chance_.Between(Duration::zero(), wire_.jitter);
  return to.coming.empty() ? arrives : std::max(arrives, to.coming.back().arrives);
}

bool MemoryPair::Send(End& from, End& to) {
  bool moved = false;
  while (from.stream != nullptr && !from.stream->out().empty() &&
         to.coming_bytes < wire_.window) {
    if (Fails(MemoryOperation::kSend)) {
      Cut();
      return true;
    }
    const Instant arrives = ArrivalAt(to);
    Bytes run;
    from.stream->out().Peek({&run, 1});
    const Bytes taken = run.first(std::min(run.size(), wire_.window - to.coming_bytes));
    if (to.coming.empty() || to.coming.back().arrives != arrives)
      to.coming.push_back({arrives, {}});
    ByteVector& tail = to.coming.back().bytes;
    tail.insert(tail.end(), taken.begin(), taken.end());
    to.coming_bytes += taken.size();
    from.stream->DropOut(taken.size());
    moved = true;
  }
  return TellEnd(from, to) || moved;
}

bool MemoryPair::TellEnd(End& from, End& to) {
  if (from.told_end || (from.stream != nullptr && !from.stream->finished())) return false;
  if (Fails(MemoryOperation::kEnd)) {
    Cut();
    return true;
  }
  from.told_end = true;
  to.end_arrives = ArrivalAt(to);
  return true;
}

// One piece, or the end that stands behind the last one. Each piece is a block of its own size, so
// that a sanitizer sees whoever reads past it.
bool MemoryPair::Deliver(End& to) {
  if (held_) return false;
  if (to.coming.empty()) return DeliverEnd(to);
  Chunk& chunk = to.coming.front();
  if (host_.Now() < chunk.arrives) return false;
  const bool thrown_away = to.stream == nullptr || to.stream->closing();
  if (!thrown_away && (!to.stream->WantsRead() || host_.Now() < to.takes_next)) return false;
  if (!thrown_away && Fails(MemoryOperation::kReceive)) {
    Cut();
    return true;
  }
  std::size_t most = wire_.piece;
  if (to.per_second > 0) {
    constexpr std::uint64_t kTurnsPerSecond = 4;
    most = std::clamp<std::size_t>(to.per_second / kTurnsPerSecond, 1, wire_.piece);
  }
  const Bytes left = Bytes(chunk.bytes).subspan(chunk.taken);
  const Slice piece = Slice::Copy(left.first(std::min(left.size(), most)));
  if (to.per_second > 0) {
    const std::chrono::duration<double> pause(static_cast<double>(piece.size()) /
                                              static_cast<double>(to.per_second));
    to.takes_next = host_.Now() + std::chrono::duration_cast<Duration>(pause);
  }
  // Off the wire first: who is fed may cut it.
  to.coming_bytes -= piece.size();
  chunk.taken += piece.size();
  if (chunk.taken == chunk.bytes.size()) to.coming.pop_front();
  if (!thrown_away) to.stream->Feed(piece);
  return true;
}

bool MemoryPair::DeliverEnd(End& to) {
  if (host_.Now() < to.end_arrives) return false;
  to.end_arrives = kNever;
  if (to.stream == nullptr || to.stream->finished()) return false;
  to.stream->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  return true;
}

}  // namespace dragoman
