// The flows of a peer: how they start, begin anew and end, and the introduction that comes before them.
#include "core/peer/peer.h"

namespace dragoman {

bool Peer::WrongSide(Side side) const {
  return (side == Side::kAccepting && !inbound()) || (side == Side::kConnecting && inbound());
}

void Peer::StartFlow(std::size_t flow) {
  std::size_t taken = 0;
  for (const InboxBase* inbox : InboxesOf(flow)) taken += inbox->taken();
  Running& run = running_.emplace_back(plan_.flows[flow].run(*this), flow, taken);
  current_[flow] = &run;
  Begin(run.task);
}

void Peer::SomeEnded(void* peer) { static_cast<Peer*>(peer)->some_ended_ = true; }

void Peer::Begin(Task<Status>& task) {
  task.Start(SomeEnded, this);
  if (task.done()) SomeEnded(this);
}

std::vector<InboxBase*> Peer::InboxesOf(std::size_t flow) {
  std::vector<InboxBase*> inboxes;
  for (std::size_t i = 0; i < inboxes_.size(); ++i) {
    if (plan_.messages[i].flow == static_cast<int>(flow) && inboxes_[i] != nullptr) inboxes.push_back(inboxes_[i].get());
  }
  return inboxes;
}

// The next message begins a flow anew. What the old run left unread begins it at once, unless it read nothing at all.
void Peer::FlowEnded(std::size_t flow, std::size_t taken_before) {
  current_[flow] = nullptr;
  if (session_->closing()) return;
  std::size_t taken = 0;
  std::size_t waiting = 0;
  const std::vector<InboxBase*> inboxes = InboxesOf(flow);
  for (const InboxBase* inbox : inboxes) {
    taken += inbox->taken();
    waiting += inbox->waiting();
  }
  if (waiting == 0) return;
  if (taken > taken_before) return StartFlow(flow);
  for (InboxBase* inbox : inboxes) inbox->Clear();
}

void Peer::StartFlows(Start when) {
  for (std::size_t i = 0; i < plan_.flows.size() && !session_->closing(); ++i) {
    const FlowPlan& flow = plan_.flows[i];
    if (flow.start == when && current_[i] == nullptr && !WrongSide(flow.side)) StartFlow(i);
  }
}

void Peer::OnOpen(Session& session) {
  session_ = &session;
  StartFlows(Start::kAtOpen);
  if (session.closing()) return;
  if (plan_.handshake) {
    hearing_ = std::make_unique<Hearing>();
    return Introduce(plan_.handshake(*this));
  }
  if (!inbound() && plan_.introduce) {
    Introduce(plan_.introduce(*this));
  } else if (!plan_.ready_at_first_message) {
    BecomeReady();
  }
  if (inbound() && !ready_) handshake_until_ = Now() + context_.limits.handshake;
}

void Peer::Introduce(Task<Status> task) {
  introducing_ = true;
  Running& run = running_.emplace_back(std::move(task), std::nullopt, 0);
  run.introduces = true;
  Begin(run.task);
}

// What was heard behind the last message of a handshake is treated as what comes after it.
void Peer::Introduced(const Status& status) {
  introducing_ = false;
  if (!status.ok()) return Close(status);
  const std::unique_ptr<Hearing> heard = std::move(hearing_);
  BecomeReady();
  while (heard != nullptr && !session_->closing()) {
    std::optional<Envelope> next = heard->Take();
    if (!next.has_value()) return;
    const MessagePlan* message = plan_.Find(next->native);
    Deliver(message, std::move(*next), true);
  }
}

void Peer::Spawn(Task<Status> task) { Begin(running_.emplace_back(std::move(task), std::nullopt, 0).task); }

void Peer::BecomeReady() {
  if (ready_ || session_->closing()) return;
  ready_ = true;
  handshake_until_ = kNever;
  card_->ready = true;
  card_->SetAgent(info_["agent"].AsString());
  event::PeerConnected connected;
  connected.inbound = inbound();
  connected.agent = info_["agent"].AsString();
  Publish(std::move(connected));
  if (context_.on_ready) context_.on_ready(*this);
  StartFlows(Start::kAtReady);
}

// How a flow or an answer ended decides what becomes of the session (ARCHITECTURE.md 4).
void Peer::Ended(const Status& status) {
  if (status.ok() || session_->closing()) return;
  if (status.fault() == FaultClass::kRequest) {
    event::Fault fault;
    fault.where = "flow";
    fault.text = status.ToString();
    return Publish(std::move(fault));
  }
  Close(status);
}

void Peer::OnSettle() {
  Reap();
  if (plan_.settled != nullptr && !session_->closing()) plan_.settled(*this);
}

void Peer::Reap() {
  // Ending one flow may end, start or resume others: until nothing changes.
  while (std::exchange(some_ended_, false)) {
    if (turn_.has_value() && turn_->done()) {
      TurnEnded();
      AnswerNext();
    }
    for (auto flow = running_.begin(); flow != running_.end();) {
      if (!flow->task.done()) {
        ++flow;
        continue;
      }
      const Status status = flow->task.result();
      const std::optional<std::size_t> number = flow->flow;
      const std::size_t taken = flow->taken;
      const bool introduced = flow->introduces;
      flow = running_.erase(flow);
      if (introduced) {
        some_ended_ = true;  // the rest is looked at after it
        Introduced(status);
        break;
      }
      if (!number.has_value()) {
        some_ended_ = true;
        Ended(status);
        break;
      }
      Ended(status);
      FlowEnded(*number, taken);
    }
  }
}

}  // namespace dragoman
