#include "dialects/chia/gate.h"

#include "dialects/chia/frame.h"
#include "dialects/chia/link.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/senders.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

// Their answers go on after what the link's turn runs of them, and say themselves when they are over.
bool GoesOn(NativeType message) {
  return message == RequestTransaction::kType || message == RequestProofOfWeight::kType;
}

}  // namespace

Status CheckRates(Peer& peer, const Envelope& envelope) {
  Link& link = peer.State<Link>();
  *link.heard_at = peer.Now();
  const auto type = static_cast<std::uint8_t>(envelope.native);
  if (link.asked.Covers(type)) return Ok();
  const RateBreach breach = link.inflow.Check(type, envelope.body.size(), peer.Now());
  if (breach == RateBreach::kNone || peer.exempt()) return Ok();
  Status over = Status::Because(Code::kOverLimit, "message type " + std::to_string(type) + " with " +
                                                      std::to_string(envelope.body.size()) + " bytes is above the limit of " +
                                                      Describe(breach));
  return over.With(verdict::kOverLimit);
}

Status ForetellFrame(Peer& peer, Bytes first_bytes, std::size_t at_least) {
  const Result<FrameHeader> header = ReadFrameHeader(first_bytes);
  if (!header.ok()) return header.status().code() == Code::kTruncated ? Ok() : header.status();
  if (at_least > header->size + header->body) {
    return Status(Code::kBadFrame, "a frame of at least {} bytes says that its body has {}", at_least, header->body);
  }
  const Link& link = peer.State<Link>();
  if (peer.exempt() || link.asked.Covers(header->type)) return Ok();
  const unsigned version = link.Has(kRateLimitsV2) ? 2 : 1;
  const RateLimit* limit = RateLimitOf(header->type, version);
  if (limit == nullptr || header->body <= limit->size) return Ok();
  Status over(Code::kOverLimit, "message type {} with a body of {} bytes is above the limit", header->type, header->body);
  return over.With(verdict::kOverLimit);
}

Status CheckSender(Peer& peer, const Envelope& envelope) {
  Link& link = peer.State<Link>();
  if (!Handled(envelope.native)) {
    Status unwanted(Code::kUnexpected, "message type {} is none that a full node takes", envelope.native);
    return unwanted.With(verdict::kFailed);
  }
  if (!MaySend(link.type, envelope.native)) {
    Status wrong(Code::kUnexpected, "message type {} is not for a peer of type {}", envelope.native,
                 static_cast<std::uint64_t>(link.type));
    return wrong.With(verdict::kFailed);
  }
  if (peer.exempt()) return Ok();
  const auto type = static_cast<std::uint8_t>(envelope.native);
  if (!link.asked.Begin(type)) {
    Status over(Code::kOverLimit, "more questions of type {} are under way than its window allows", envelope.native);
    return over.With(verdict::kOverLimit);
  }
  return Ok();
}

void EndQuestion(Peer& peer, NativeType message) {
  if (!peer.exempt()) peer.State<Link>().asked.EndSoon(static_cast<std::uint8_t>(message));
}

void EndAnswered(Peer& peer, NativeType message) {
  if (!GoesOn(message)) EndQuestion(peer, message);
}

void CountAnew(Peer& peer) { peer.State<Link>().asked.Settle(); }

}  // namespace dragoman::chia
