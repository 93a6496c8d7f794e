#include "dialects/chia/say.h"

#include <algorithm>
#include <deque>

#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr Duration kRetry = std::chrono::seconds(1);
// Messages kept back for one peer; it is not worth more.
constexpr std::size_t kMostKeptBack = 1000;

struct KeptBack {
  std::deque<Envelope> waiting;
  bool told = false;
};

bool Allowed(Peer& peer, const Envelope& envelope) {
  if (peer.exempt()) return true;
  Link& link = peer.State<Link>();
  const auto type = static_cast<std::uint8_t>(envelope.native);
  if (link.asking.Covers(type)) return true;
  return link.outflow.Check(type, envelope.body.size(), peer.Now()) == RateBreach::kNone;
}

Task<Status> SendKeptBack(Peer& peer) {
  KeptBack& kept = peer.State<KeptBack>();
  while (!kept.waiting.empty()) {
    co_await peer.Sleep(kRetry);
    while (!kept.waiting.empty() && Allowed(peer, kept.waiting.front())) {
      DRAGOMAN_CO_TRY(peer.SendEnvelope(kept.waiting.front()));
      kept.waiting.pop_front();
    }
  }
  co_return Ok();
}

Status KeepBack(Peer& peer, Envelope envelope) {
  KeptBack& kept = peer.State<KeptBack>();
  if (kept.waiting.size() >= kMostKeptBack) {
    if (!std::exchange(kept.told, true)) {
      event::Fault fault;
      fault.where = "rate limits";
      fault.text = "more than " + std::to_string(kMostKeptBack) + " messages wait for this peer's limits; newer ones are dropped";
      peer.Publish(std::move(fault));
    }
    return Ok();
  }
  const bool first = kept.waiting.empty();
  kept.waiting.push_back(envelope.Kept());
  if (first) peer.Spawn(SendKeptBack(peer));
  return Ok();
}

}  // namespace

Status Say(Peer& peer, Envelope envelope) {
  if (peer.State<KeptBack>().waiting.empty() && Allowed(peer, envelope)) return peer.SendEnvelope(envelope);
  if (envelope.native == RespondPeers::kType) return Ok();
  return KeepBack(peer, std::move(envelope));
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
