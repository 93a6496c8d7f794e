#include "transports/memory/memory_pair.h"

#include <algorithm>
#include <utility>

namespace dragoman {

MemoryPair::MemoryPair(MemoryHost& host, MemoryWire wire) : host_(host), wire_(std::move(wire)) {
  host_.Join(*this);
}

MemoryPair::~MemoryPair() { host_.Leave(*this); }

Status MemoryPair::Open(const Adopt& connecting, const Adopt& accepting) {
  const Adopt* const adopts[] = {&connecting, &accepting};
  Status refusal;
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    LinkInfo link;
    link.inbound = i == 1;
    link.local = link.inbound ? wire_.accepting : wire_.connecting;
    link.remote = link.inbound ? wire_.connecting : wire_.accepting;
    Result<std::unique_ptr<Session>> session = (*adopts[i])(std::move(link), host_);
    if (session.ok()) {
      ends_[i].session = std::move(*session);
    } else {
      refusal = session.status();
      break;
    }
  }
  for (End& end : ends_) {
    if (end.session != nullptr) end.session->Open();
  }
  return refusal;
}

void MemoryPair::Cut() {
  for (End& end : ends_) {
    end.coming.clear();
    end.coming_bytes = 0;
    end.end_arrives = kNever;
    end.told_end = true;
    if (end.session != nullptr) {
      end.session->Ended(ClosedBy::kNetwork, Status(Code::kLost, "the connection was reset"));
    }
  }
}

bool MemoryPair::over() const {
  return std::ranges::all_of(ends_, [](const End& end) {
    return end.coming.empty() && (end.session == nullptr || end.session->finished());
  });
}

Instant MemoryPair::NextDeadline() const {
  Instant next = kNever;
  for (const End& end : ends_) {
    if (end.session == nullptr || end.session->finished()) continue;
    next = std::min(next, end.session->NextDeadline());
    if (held_) continue;
    const bool takes = end.session->WantsRead() || end.session->closing();
    if (!end.coming.empty()) {
      if (takes) next = std::min(next, end.coming.front().arrives);
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
  if (end.session == nullptr || end.session->finished()) return false;
  if (host_.Now() < end.session->NextDeadline()) return false;
  end.session->Tick();
  return true;
}

bool MemoryPair::Send(End& from, End& to) {
  const Instant arrives = host_.Now() + wire_.latency;
  bool moved = false;
  while (from.session != nullptr && !from.session->out().empty() &&
         to.coming_bytes < wire_.window) {
    Bytes run;
    from.session->out().Peek({&run, 1});
    const Bytes taken = run.first(std::min(run.size(), wire_.window - to.coming_bytes));
    if (to.coming.empty() || to.coming.back().arrives != arrives)
      to.coming.push_back({arrives, {}});
    ByteVector& tail = to.coming.back().bytes;
    tail.insert(tail.end(), taken.begin(), taken.end());
    to.coming_bytes += taken.size();
    from.session->DropOut(taken.size());
    moved = true;
  }
  if (!from.told_end && (from.session == nullptr || from.session->finished())) {
    from.told_end = true;
    to.end_arrives = arrives;
    moved = true;
  }
  return moved;
}

// One piece, or the end that stands behind the last one. Each piece is a block of its own size, so
// that a sanitizer sees whoever reads past it.
bool MemoryPair::Deliver(End& to) {
  if (held_) return false;
  if (to.coming.empty()) {
    if (host_.Now() < to.end_arrives) return false;
    to.end_arrives = kNever;
    if (to.session == nullptr || to.session->finished()) return false;
    to.session->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
    return true;
  }
  Chunk& chunk = to.coming.front();
  if (host_.Now() < chunk.arrives) return false;
  const bool thrown_away = to.session == nullptr || to.session->closing();
  if (!thrown_away && !to.session->WantsRead()) return false;
  const Bytes left = Bytes(chunk.bytes).subspan(chunk.taken);
  const Slice piece = Slice::Copy(left.first(std::min(left.size(), wire_.piece)));
  // Off the wire first: who is fed may cut it.
  to.coming_bytes -= piece.size();
  chunk.taken += piece.size();
  if (chunk.taken == chunk.bytes.size()) to.coming.pop_front();
  if (!thrown_away) to.session->Feed(piece);
  return true;
}

}  // namespace dragoman
