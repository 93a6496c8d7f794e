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

Session::Session(LinkInfo link, Host& host, std::unique_ptr<Framer> framer, std::unique_ptr<Protocol> protocol,
                 SessionLimits limits)
    : link_(std::move(link)),
      host_(host),
      limits_(limits),
      framer_(std::move(framer)),
      protocol_(std::move(protocol)) {}

Session::~Session() {
  if (!settled_) End(ClosedBy::kUs, Status(Code::kShutdown, "the session was dropped"));
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
  if (!fault.ok()) End(ClosedBy::kUs, fault);
}

void Session::Ended(ClosedBy by, Status why) {
  End(by, std::move(why));
  out_.Clear();
  abandoned_ = true;
}

void Session::End(ClosedBy by, Status why) {
  if (closing_) return;
  const Batch batch(*this);
  closing_ = true;
  closed_.why = std::move(why);
  closed_.by = by;
  if (closed_.why.verdict() == nullptr) {
    if (const Verdict* verdict = protocol_->VerdictOn(closed_)) closed_.why.With(*verdict);
  }
  drain_until_ = Now() + limits_.drain;
}

void Session::DropOut(std::size_t count) {
  out_.Drop(count);
  // Below the mark whoever takes bytes is not slow; reading stays paused, so who takes none must not stay for ever.
  if (count > 0 && out_.size() <= limits_.high_water) slow_since_ = kNever;
  Watch();
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
  const bool congested = protocol_->Weigh(in_.memory() + out_.size());
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
    out_.Clear();
    return End(ClosedBy::kUs, Status(Code::kOverload, "reads too slowly: {} bytes waited for {} s", limits_.high_water,
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
    protocol_->OnClosed(closed_);
  }
}

}  // namespace dragoman
