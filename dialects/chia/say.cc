#include "dialects/chia/say.h"

#include <algorithm>
#include <deque>
#include <map>

#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr Duration kRetry = std::chrono::seconds(1);
// Messages kept back for one peer: no more are taken above either. Reading from it pauses above the bytes that a peer
// may make us keep (Limits::peer_bytes), so that what is dropped is what had been read before.
constexpr std::size_t kMostKeptBack = 1000;
constexpr std::size_t kMostBytesKeptBack = 4 * MiB;

struct KeptBack {
  std::map<NativeType, std::deque<Envelope>> waiting;  // by type, none of them empty
  std::size_t count = 0;
  std::size_t bytes = 0;
  bool told_full = false;
};

bool HasLimits(Peer& peer, NativeType type) {
  return !peer.exempt() && !peer.State<Link>().asking.Covers(static_cast<std::uint8_t>(type));
}

bool Allowed(Peer& peer, const Envelope& envelope) {
  if (!HasLimits(peer, envelope.native)) return true;
  const auto type = static_cast<std::uint8_t>(envelope.native);
  return peer.State<Link>().outflow.Check(type, envelope.body.size(), peer.Now()) == RateBreach::kNone;
}

// False: it is above what the limits let through at any time.
bool MayEverGo(Peer& peer, const Envelope& envelope) {
  if (!HasLimits(peer, envelope.native)) return true;
  return peer.State<Link>().outflow.Fits(static_cast<std::uint8_t>(envelope.native), envelope.body.size());
}

void TellDropped(Peer& peer, std::string text) {
  event::Fault fault;
  fault.where = "rate limits";
  fault.text = std::move(text);
  peer.Publish(std::move(fault));
}

// Those that may go now, in turn by type, so that none stands in the way of another.
Status SendAllowed(Peer& peer, KeptBack& kept) {
  for (bool sent = true; std::exchange(sent, false);) {
    for (auto place = kept.waiting.begin(); place != kept.waiting.end();) {
      std::deque<Envelope>& queue = place->second;
      if (Allowed(peer, queue.front())) {
        const Envelope next = std::move(queue.front());
        queue.pop_front();
        --kept.count;
        kept.bytes -= next.held();
        peer.Release(next.held());
        DRAGOMAN_TRY(peer.SendEnvelope(next));
        sent = true;
      }
      place = queue.empty() ? kept.waiting.erase(place) : std::next(place);
    }
  }
  return Ok();
}

Task<Status> SendKeptBack(Peer& peer) {
  KeptBack& kept = peer.State<KeptBack>();
  while (!kept.waiting.empty()) {
    co_await peer.Sleep(kRetry);
    DRAGOMAN_CO_TRY(SendAllowed(peer, kept));
  }
  kept.told_full = false;
  co_return Ok();
}

Status KeepBack(Peer& peer, const Envelope& envelope) {
  KeptBack& kept = peer.State<KeptBack>();
  if (kept.count >= kMostKeptBack || kept.bytes >= kMostBytesKeptBack) {
    if (!std::exchange(kept.told_full, true)) {
      TellDropped(peer, std::to_string(kept.count) + " messages of " + std::to_string(kept.bytes) +
                            " bytes wait for this peer's limits; newer ones are dropped");
    }
    return Ok();
  }
  const bool first = kept.waiting.empty();
  const Envelope& added = kept.waiting[envelope.native].emplace_back(envelope.Kept());
  ++kept.count;
  kept.bytes += added.held();
  peer.Hold(added.held());
  if (first) peer.Spawn(SendKeptBack(peer));
  return Ok();
}

}  // namespace

Status Say(Peer& peer, Envelope envelope) {
  if (!peer.State<KeptBack>().waiting.contains(envelope.native) && Allowed(peer, envelope)) return peer.SendEnvelope(envelope);
  if (envelope.native == RespondPeers::kType) return Ok();
  if (MayEverGo(peer, envelope)) return KeepBack(peer, envelope);
  TellDropped(peer, "a message of type " + std::to_string(envelope.native) + " with " +
                        std::to_string(envelope.body.size()) + " bytes is above what this peer ever takes; it is dropped");
  return Ok();
}

Result<bool> SayAtOnce(Peer& peer, const Envelope& envelope) {
  if (!peer.State<KeptBack>().waiting.empty() || !Allowed(peer, envelope)) return false;
  if (Status sent = peer.SendEnvelope(envelope); !sent.ok()) return sent;
  return true;
}

Task<Result<Envelope>> Ask(Peer& peer, Envelope question, std::span<const NativeType> replies, Duration time) {
  while (!Allowed(peer, question)) co_await peer.Sleep(kRetry);
  const auto asked = static_cast<std::uint8_t>(question.native);
  Link& link = peer.State<Link>();
  while (!peer.exempt() && !link.asking.Begin(asked)) co_await peer.Sleep(kRetry);
  Result<Envelope> answer = co_await peer.AskEnvelope(question, time);
  link.asking.End(asked);
  if (!answer.ok()) co_return answer.status();
  if (answer->body.empty()) co_return Status(Code::kTimedOut, "an empty answer");
  if (answer->native == Error::kType) {
    const Result<Error> error = ReadMessage<Error>(answer->body);
    if (!error.ok()) co_return error.status();
    co_return Status::Because(Code::kRefused, "the peer answers with error " + std::to_string(error->code) + ": " +
                                                  std::string(error->message.view()));
  }
  if (std::ranges::find(replies, answer->native) == replies.end()) {
    Status wrong(Code::kUnexpected, "answered with message type {}, which is no answer to {}", answer->native, asked);
    co_return wrong.With(verdict::kMalformed);
  }
  co_return std::move(*answer);
}

}  // namespace dragoman::chia
