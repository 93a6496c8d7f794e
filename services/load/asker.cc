#include "services/load/asker.h"

namespace dragoman::load {

Asker::Asker(Peer& peer, Envelope question, std::function<void()> idle)
    : peer_(peer), question_(std::move(question)), idle_(std::move(idle)) {}

void Asker::Start(std::size_t depth) {
  under_way_ = depth;
  for (std::size_t i = 0; i < depth; ++i) {
    tasks_.push_back(Ask(*this));
    tasks_.back().Start();
  }
}

Task<Status> Asker::Ask(Asker& asker) {
  while (!asker.stopping_) {
    const Instant asked = asker.peer_.Now();
    const Result<Envelope> reply = co_await asker.peer_.AskEnvelope(asker.question_, kPatience);
    if (!reply.ok()) {
      if (asker.failure_.ok()) asker.failure_ = reply.status();
      asker.stopping_ = true;
      break;
    }
    if (asker.stopping_) break;
    asker.latencies_.Add(asker.peer_.Now() - asked);
    if (reply->native == asker.peer_.context().plan->refusal) ++asker.refused_;
  }
  asker.OneEnded();
  co_return Ok();
}

void Asker::OneEnded() {
  if (--under_way_ == 0) idle_();
}

}  // namespace dragoman::load
