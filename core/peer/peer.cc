#include "core/peer/peer.h"

namespace dragoman {
namespace {

constexpr Instant kUnpaused{};
// Memory that a peer keeps for writing its next message.
constexpr std::size_t kScratchBytes = 256 * KiB;

std::string CounterName(const Plan& plan, const char* what) {
  return std::string("dragoman_") + what + "_total{dialect=\"" + plan.name + "\"}";
}

}  // namespace

Peer::Peer(const Context& context, std::shared_ptr<PeerCard> card)
    : context_(context),
      plan_(*context.plan),
      card_(std::move(card)),
      codec_(plan_.codec()),
      correlator_(plan_.correlation, card_->inbound ? plan_.accepting_ids : plan_.dialing_ids),
      current_(plan_.flows.size(), nullptr),
      anchor_(std::make_shared<Peer*>(this)),
      frames_in_(context.metrics->ForThisThread(CounterName(plan_, "frames_in"))),
      bytes_in_(context.metrics->ForThisThread(CounterName(plan_, "bytes_in"))),
      bytes_out_(context.metrics->ForThisThread(CounterName(plan_, "bytes_out"))) {}

Peer::~Peer() {
  *anchor_ = nullptr;
  context_.budget->GiveBack(charged_);
}

void Peer::NoteRoundTrip(Duration time) {
  const std::int64_t best = card_->round_trip_nanos;
  if (best < 0 || time.count() < best) card_->round_trip_nanos = time.count();
}

void Peer::NoteUseful() { card_->useful_at_nanos = Now().time_since_epoch().count(); }

void Peer::Learn(std::string key, Json value) {
  Json::Object members = info_.AsObject();
  std::erase_if(members, [&key](const auto& member) { return member.first == key; });
  members.emplace_back(std::move(key), std::move(value));
  info_ = Json(std::move(members));
}

Status Peer::SendEnvelope(const Envelope& envelope) {
  return session_->SendInPlace([&](ByteVector& out) -> Status {
    const std::size_t before = out.size();
    Writer writer(out);
    DRAGOMAN_TRY(codec_->Seal(envelope, writer));
    const Bytes sealed = Bytes(out).subspan(before);
    if (context_.capture != nullptr) context_.capture->OnFrame(Direction::kOut, card_->address, sealed);
    bytes_out_.Add(sealed.size());
    own_bytes_out_ += sealed.size();
    return Ok();
  });
}

void Peer::Trim(ByteVector& scratch) {
  if (scratch.capacity() > kScratchBytes) scratch = ByteVector();
}

Correlator::Question Peer::AskEnvelope(Envelope envelope, Duration timeout, std::optional<NativeType> reply) {
  if (plan_.correlation != Correlation::kByType) {
    envelope.id = correlator_.FreshId();
    if (!envelope.id.has_value()) {
      return Correlator::Question(correlator_, Status(Code::kOverload, "no id is free for another question"));
    }
  }
  if (Status unsendable = SendEnvelope(envelope); !unsendable.ok()) {
    return Correlator::Question(correlator_, std::move(unsendable));
  }
  const MessagePlan* message = plan_.Find(envelope.native);
  std::vector<NativeType> expected;
  if (message != nullptr) expected = message->replies;
  if (expected.empty() && reply.has_value()) expected.push_back(*reply);
  if (!expected.empty() && plan_.refusal.has_value()) expected.push_back(*plan_.refusal);
  return Correlator::Question(correlator_, envelope.id, std::move(expected), Now() + timeout);
}

Status Peer::CheckReply(const Envelope& reply, NativeType wanted) const {
  if (reply.native == wanted) return Ok();
  if (plan_.refusal == reply.native) return plan_.why_refused(reply);
  return Status(Code::kUnexpected, "answered with message type {} instead of {}", reply.native, wanted);
}

void Peer::Publish(EventBody body) {
  Event event;
  event.network = context_.network;
  event.peer = card_->address;
  event.body = std::move(body);
  context_.router->Publish(std::move(event));
}

void Peer::Listen(std::function<void(const Event&)> hear) {
  struct Backlog {
    Backlog(std::function<void(const Event&)> to, std::size_t most) : hear(std::move(to)), limit(most) {}
    const std::function<void(const Event&)> hear;
    const std::size_t limit;
    std::atomic<std::size_t> waiting = 0;
  };
  auto backlog = std::make_shared<Backlog>(std::move(hear), context_.limits.event_backlog);
  subscriptions_.push_back(context_.router->Subscribe(
      [backlog, post = Poster(), end = Ender(session_->host()), network = context_.network](const Event& event) {
        if (event.network != network) return;
        const std::size_t waiting = ++backlog->waiting;
        if (waiting == backlog->limit + 1) {
          end(Status(Code::kOverload, "{} events wait for it, it is closed so that it does not miss one unknowingly",
                     backlog->limit));
        }
        if (waiting > backlog->limit) return;
        post([backlog, event] {
          --backlog->waiting;
          backlog->hear(event);
        });
      }));
}

std::function<void(std::function<void()>)> Peer::Poster() {
  return [&host = session_->host(), anchor = std::weak_ptr<Peer*>(anchor_)](std::function<void()> work) {
    PostTo(host, anchor, std::move(work));
  };
}

std::function<void(Status)> Peer::Ender(Host& host) const {
  return [&host, anchor = std::weak_ptr<Peer*>(anchor_)](Status why) {
    host.Post([anchor, why = std::move(why)] {
      const std::shared_ptr<Peer*> peer = anchor.lock();
      if (peer == nullptr || *peer == nullptr || (*peer)->session_ == nullptr) return;
      Session& session = *(*peer)->session_;
      session.Run([&] { session.Close(why); });
    });
  };
}

void Peer::PostTo(Host& host, const std::weak_ptr<Peer*>& anchor, std::function<void()> work) {
  if (anchor.expired()) return;  // its loop may have gone with it: a service may keep questions for longer
  host.Post([anchor, work = std::move(work)] {
    const std::shared_ptr<Peer*> peer = anchor.lock();
    if (peer != nullptr && *peer != nullptr && !(*peer)->session_->closing()) (*peer)->session_->Run(work);
  });
}

Task<Status> Peer::Elsewhere(std::function<Status()> work) {
  struct Done {};
  if (context_.executor == nullptr) co_return work();
  CallAwaiter<Done> awaiter(*this);
  const ReplySink<Done> sink = awaiter.Sink();
  const Status submitted = context_.executor->Submit([work = std::move(work), sink] {
    Status status = work();
    sink(status.ok() ? Result<Done>(Done{}) : Result<Done>(std::move(status)));
  });
  if (!submitted.ok()) co_return submitted;
  const Result<Done> done = co_await awaiter;
  co_return done.status();
}

void Peer::OnFrame(const Slice& frame, std::size_t header) {
  frames_in_.Add();
  bytes_in_.Add(frame.size());
  own_bytes_in_ += frame.size();
  if (context_.limits.bytes_per_second > 0) ChargeBytes(frame.size());
  if (context_.capture != nullptr) context_.capture->OnFrame(Direction::kIn, card_->address, frame);
  Result<std::optional<Envelope>> opened = codec_->Open(frame, header);
  if (!opened.ok()) return Close(opened.status());
  if (opened->has_value()) {
    Status refused = plan_.gate != nullptr ? plan_.gate(*this, **opened) : Ok();
    if (!refused.ok()) return Close(std::move(refused));
    Dispatch(std::move(**opened));
  }
  if (some_ended_) Reap();  // what one message ends does not depend on what came in the same read
}

Status Peer::Foretell(Bytes first_bytes, std::size_t at_least) {
  return plan_.foretell != nullptr ? plan_.foretell(*this, first_bytes, at_least) : Ok();
}

void Peer::Dispatch(Envelope&& envelope) {
  const MessagePlan* message = plan_.Find(envelope.native);
  if (message != nullptr) {
    if (envelope.body.size() > message->rules.bytes) {
      Status fault(Code::kOverLimit, "message of {} bytes is over the limit of {}", envelope.body.size(),
                   message->rules.bytes);
      return Close(fault.In(message->name.c_str()));
    }
    Charge(*message);
  }
  const bool first = messages_heard_ == 0;
  const bool counts = message == nullptr || !message->rules.keep_alive;
  if (counts) ++messages_heard_;

  if (hearing_ != nullptr) return hearing_->Push(envelope);
  Deliver(message, std::move(envelope), counts);
  if (first && counts && plan_.ready_at_first_message && !introducing_) BecomeReady();
}

// To the asking flow, the answer, the flow with an inbox for it, or whoever takes what is left.
void Peer::Deliver(const MessagePlan* message, Envelope&& envelope, bool may_answer) {
  const bool asks = message != nullptr && (message->answer || message->flow >= 0);
  if (may_answer && correlator_.Answer(envelope, asks)) return;
  if (plan_.unasked != nullptr) {
    if (Status refused = plan_.unasked(*this, envelope); !refused.ok()) return Close(std::move(refused));
  }
  if (message != nullptr && message->answer) return Queue(std::move(envelope));
  if (message != nullptr && message->flow >= 0) {
    const auto flow = static_cast<std::size_t>(message->flow);
    if (WrongSide(plan_.flows[flow].side)) return;
    if (current_[flow] == nullptr) StartFlow(flow);
    if (!inboxes_.empty()) {
      const std::unique_ptr<InboxBase>& inbox = inboxes_[NumberOf(*message)];
      if (inbox != nullptr) inbox->Push(std::move(envelope));
    }
    return;
  }
  if (plan_.unknown) return Queue(std::move(envelope));
  if (message == nullptr) Close(Status(Code::kUnknownType, "unknown message type {}", envelope.native));
}

void Peer::Queue(Envelope&& envelope) {
  if (turn_.has_value() || !turn_queue_.empty() || BacksUp()) {
    turn_queue_.push_back(envelope.Kept());
    turn_bytes_ += turn_queue_.back().held();
  } else if (!session_->closing() && AnswerNow(std::move(envelope))) {
    AnswerNext();
  }
}

// True if that is done already.
bool Peer::AnswerNow(Envelope&& envelope) {
  const MessagePlan* message = plan_.Find(envelope.native);
  const bool answered = message != nullptr && message->answer;
  turn_type_ = envelope.native;
  turn_.emplace(answered ? message->answer(*this, std::move(envelope)) : plan_.unknown(*this, std::move(envelope)));
  turn_->Start(SomeEnded, this);
  if (!turn_->done()) return false;
  TurnEnded();
  return true;
}

void Peer::TurnEnded() {
  const Status status = std::move(turn_->result());
  turn_.reset();
  if (plan_.answered != nullptr) plan_.answered(*this, turn_type_);
  Ended(status);
}

// Who does not take what we say is not answered for a while: a short question may have a long answer.
bool Peer::BacksUp() const { return unsent() > context_.limits.high_water; }

void Peer::AnswerLater() {
  if (answers_later_ || turn_.has_value() || turn_queue_.empty() || BacksUp()) return;
  answers_later_ = true;
  PostTo(session_->host(), anchor_, [this] {
    answers_later_ = false;
    if (!turn_.has_value()) AnswerNext();
  });
}

void Peer::AnswerNext() {
  while (!turn_queue_.empty() && !session_->closing() && !BacksUp()) {
    Envelope envelope = std::move(turn_queue_.front());
    turn_queue_.pop_front();
    turn_bytes_ -= envelope.held();
    if (!AnswerNow(std::move(envelope))) return;
  }
}

Instant Peer::NextDeadline() const {
  Instant next = std::min(sleepers_.Next(), correlator_.NextDeadline());
  if (paused_until_ != kUnpaused) next = std::min(next, paused_until_);
  if (hearing_ != nullptr) next = std::min(next, hearing_->deadline());
  return std::min(next, handshake_until_);
}

void Peer::OnTick(Instant now) {
  if (handshake_until_ <= now) {
    return Close(Status(Code::kTimedOut, "no handshake within {} s",
                        static_cast<std::uint64_t>(context_.limits.handshake / std::chrono::seconds(1))));
  }
  if (paused_until_ <= now) paused_until_ = kUnpaused;
  if (hearing_ != nullptr) hearing_->Tick(now);
  correlator_.Expire(now);
  sleepers_.Wake(now);
}

const Verdict* Peer::VerdictOn(const Closed& closed) const {
  return plan_.verdict != nullptr ? plan_.verdict(*this, closed) : nullptr;
}

void Peer::OnClosed(const Closed& closed) {
  // To be refused is no fault of the peer's.
  const bool violation = closed.why.fault() == FaultClass::kPeer && closed.why.code() != Code::kRefused;
  if (closed.by == ClosedBy::kUs && violation) {
    event::ProtocolViolation violation;
    violation.code = Name(closed.why.code());
    violation.text = closed.why.ToString();
    Publish(std::move(violation));
  }
  const bool turned_away = context_.judge && context_.judge(*this, closed);
  subscriptions_.clear();
  turn_.reset();
  turn_queue_.clear();
  running_.clear();
  CountEnd(closed);
  if (session_ != nullptr && (ready_ || inbound())) {
    event::PeerDisconnected gone;
    gone.reason = closed.why.ToString();
    gone.closed_by = Name(closed.by);
    gone.banned = turned_away;
    Publish(std::move(gone));
  }
  if (when_gone_) when_gone_(closed);
}

}  // namespace dragoman
