// What a peer may cost us: pace, memory, and a count of how it ended (docs/limits.md).
#include <algorithm>

#include "core/peer/peer.h"

namespace dragoman {

// The token bucket of one message type: over the rate reading pauses until it has filled again.
void Peer::Charge(const MessagePlan& message) {
  const double rate = message.rules.per_second;
  if (rate <= 0) return;
  const std::size_t number = NumberOf(message);
  auto bucket = std::ranges::find(buckets_, number, &std::pair<std::size_t, TokenBucket>::first);
  if (bucket == buckets_.end()) bucket = buckets_.emplace(bucket, number, TokenBucket());
  PauseFor(bucket->second.Take(1, rate, std::max(rate, 1.0), Now()));  // one message is never too many
}

void Peer::ChargeBytes(std::size_t bytes) {
  const auto rate = static_cast<double>(context_.limits.bytes_per_second);
  PauseFor(byte_bucket_.Take(static_cast<double>(bytes), rate, rate, Now()));
}

void Peer::PauseFor(Duration time) {
  if (time > Duration::zero()) paused_until_ = std::max(paused_until_, Now() + time);
}

// What the peer makes us keep: charged to the process, held against the peer's own limits.
bool Peer::Weigh(std::size_t session_bytes) {
  AnswerLater();
  const Limits& limits = context_.limits;
  std::size_t queued = turn_bytes_ + held_by_dialect_ + (hearing_ != nullptr ? hearing_->bytes() : 0);
  bool full = turn_bytes_ > limits.queue_bytes;
  for (const std::unique_ptr<InboxBase>& inbox : inboxes_) {
    if (inbox == nullptr) continue;
    queued += inbox->bytes();
    full = full || inbox->bytes() >= limits.queue_bytes;
  }
  const std::size_t unfinished = codec_->held() + session_bytes;
  const std::size_t held = queued + unfinished;
  if (held > charged_) {
    if (!context_.budget->Take(held - charged_) && context_.shed) context_.shed();
  } else if (held < charged_) {
    context_.budget->GiveBack(charged_ - held);
  }
  charged_ = held;
  card_->held.store(held, std::memory_order_relaxed);
  card_->bytes_in.store(own_bytes_in_, std::memory_order_relaxed);
  card_->bytes_out.store(own_bytes_out_, std::memory_order_relaxed);
  card_->messages_in.store(messages_heard_, std::memory_order_relaxed);
  if (inbound() && !ready_ && held > limits.early_bytes) {
    Close(Status(Code::kOverLimit, "{} bytes are kept before the handshake is done, the limit is {}", held,
                 limits.early_bytes));
    return true;
  }
  return full || queued > limits.peer_bytes || (paused_until_ != Instant() && paused_until_ > Now());
}

void Peer::CountEnd(const Closed& closed) const {
  std::string name = "dragoman_disconnects_total{dialect=\"" + plan_.name + "\",reason=\"";
  name.append(Name(closed.why.code())).append("\",by=\"").append(Name(closed.by)).append("\"}");
  context_.metrics->ForThisThread(name).Add();
}

}  // namespace dragoman
