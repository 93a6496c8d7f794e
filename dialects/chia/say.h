// Say and Ask: how everything leaves for a Chia peer: under the share of its rate limits that a sender keeps to
// (wire/chia.md 13). What is over it waits and is tried again every second, each type in its order; a share of the address
// book (respond_peers) is dropped instead, and so is what could never go. Peers that are exempt get everything at once.
#pragma once

#include <span>

#include "core/peer/peer.h"
#include "dialects/chia/link.h"
#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

Status Say(Peer& peer, Envelope envelope);

template <class M>
Slice BodyOf(const M& message) {
  return Part<M>(message).bytes();
}

// An announcement or a question that nobody waits for.
template <Message M>
Status Say(Peer& peer, const M& message) {
  Envelope envelope;
  envelope.native = M::kType;
  envelope.body = BodyOf(message);
  return Say(peer, std::move(envelope));
}

// What is of no use later: true if it left, false if the limits keep it back, and then it is dropped.
Result<bool> SayAtOnce(Peer& peer, const Envelope& envelope);

// With the id of what it answers, or without one.
template <Message M>
Status AnswerTo(Peer& peer, const Envelope& request, const M& message) {
  Envelope envelope;
  envelope.native = M::kType;
  envelope.id = request.id;
  envelope.body = BodyOf(message);
  return Say(peer, std::move(envelope));
}

// Sends a question and waits for one of the `replies` (wire/chia.md 8.3). Errors: kTimedOut without an answer in time
// or with an empty one, kRefused for an `error` (255); a reply of another type is a fault of the peer's.
Task<Result<Envelope>> Ask(Peer& peer, Envelope question, std::span<const NativeType> replies, Duration time);

template <Message Request>
Envelope QuestionOf(const Request& request) {
  Envelope question;
  question.native = Request::kType;
  question.body = BodyOf(request);
  return question;
}

}  // namespace dragoman::chia
