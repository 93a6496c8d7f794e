#include "core/session/session.h"

namespace dragoman {

std::string_view Name(ClosedBy by) {
  switch (by) {
    case ClosedBy::kUs: return "us";
    case ClosedBy::kPeer: return "peer";
    case ClosedBy::kNetwork: return "network";
  }
  return "us";
}

MakeStream Plain(Adopt adopt) {
  return [adopt = std::move(adopt)](LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
    Result<std::unique_ptr<Session>> session = adopt(std::move(link), host);
    if (!session.ok()) return session.status();
    return std::unique_ptr<Stream>(std::move(*session));
  };
}

Session::Session(LinkInfo link, Host& host, std::unique_ptr<Framer> framer, std::unique_ptr<Protocol> protocol,
                 SessionLimits limits)
    : Stream(out_),
      link_(std::move(link)),
      host_(host),
      limits_(limits),
      framer_(std::move(framer)),
      protocol_(std::move(protocol)) {}

Session::~Session() {
  if (!settled_) Close(Status(Code::kShutdown, "the session was dropped"));
}

void Session::Open() {
  if (closing_) return;
  const Batch batch(*this);
  open_ = true;
  protocol_->OnOpen(*this);
}

void Session::Feed(const Slice& bytes) {
  if (closing_) return;
  const Batch batch(*this);
  const Status fault = in_.Feed(bytes.Owned(), *framer_, [this](const Slice& frame, std::size_t header) {
    protocol_->OnFrame(frame, header);
    return !closing_;
  });
  if (!fault.ok()) Close(fault);
}

void Session::Deliver(const Slice& message) {
  if (closing_) return;
  const Batch batch(*this);
  Cut cut = framer_->Next(message.bytes());
  if (cut.kind == Cut::Kind::kReject) return Close(std::move(cut.why));
  if (cut.kind == Cut::Kind::kNeed) {
    return Close(Status(Code::kTruncated, "a message of {} bytes where {} were needed", message.size(), cut.need));
  }
  if (cut.size != message.size()) {
    return Close(Status(Code::kTrailing, "a message of {} bytes ends after {}", message.size(), cut.size));
  }
  protocol_->OnFrame(message, cut.header);
}

void Session::SendWrapped(const Slice& message) {
  if (!closing_) wrapping_->Send(message, out_);
}

void Session::Ended(ClosedBy by, Status why) {
  End({std::move(why), by});
  CutOut();
  abandoned_ = true;
}

const Closed& Session::closed() const {
  static const Closed kNotYet;
  return closed_ == nullptr ? kNotYet : *closed_;
}

void Session::CutOut() {
  out_.Clear();
  cut_ = true;
}

void Session::End(Closed closed) {
  if (closing_) return;
  const Batch batch(*this);
  closing_ = true;
  if (closed.why.verdict() == nullptr) {
    if (const Verdict* verdict = protocol_->VerdictOn(closed)) closed.why.With(*verdict);
  }
  closed_ = std::make_unique<const Closed>(std::move(closed));
  drain_until_ = Now() + limits_.drain;
}

void Session::DropOut(std::size_t count) {
  out_.Drop(count);
  // Below the mark whoever takes bytes is not slow; reading stays paused, so who takes none must not stay for ever.
  if (count > 0 && out_.size() <= limits_.high_water) slow_since_ = kNever;
  Watch();
}

void Session::Hold(std::size_t bytes) {
  if (held_below_ == bytes) return;
  held_below_ = bytes;
  if (depth_ == 0) Watch();  // else at the end of the batch
}

// Watermarks: above the high one reading pauses, at half of it reading goes on.
void Session::Watch() {
  if (!open_ || closing_) return;
  backed_up_ = out_.size() > limits_.high_water || (backed_up_ && out_.size() > limits_.high_water / 2);
  if (!backed_up_) {
    slow_since_ = kNever;
  } else if (slow_since_ == kNever) {
    slow_since_ = Now();
  }
  const bool congested = protocol_->Weigh(in_.memory() + out_.size() + held_below_);
  paused_ = backed_up_ || congested;
}

Instant Session::NextDeadline() const {
  if (settled_) return out_.empty() ? kNever : drain_until_;
  if (!open_) return kNever;
  Instant next = protocol_->NextDeadline();
  if (slow_since_ != kNever) next = std::min(next, slow_since_ + limits_.slow_reader);
  return next;
}

void Session::Tick() {
  const Instant now = Now();
  if (!open_) return;
  if (settled_) {
    abandoned_ = abandoned_ || now >= drain_until_;
    return;
  }
  const Batch batch(*this);
  if (slow_since_ != kNever && now >= slow_since_ + limits_.slow_reader) {
    CutOut();
    return Close(Status(Code::kOverload, "reads too slowly: {} bytes waited for {} s", limits_.high_water,
                        std::uint64_t(limits_.slow_reader / std::chrono::seconds(1))));
  }
  protocol_->OnTick(now);
}

void Session::Settle() {
  if (settled_) return;
  if (open_) protocol_->OnSettle();
  Watch();
  if (closing_) {
    settled_ = true;
    protocol_->OnClosed(*closed_);
  }
}

}  // namespace dragoman
