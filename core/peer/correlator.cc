#include "core/peer/correlator.h"

#include <algorithm>

namespace dragoman {
namespace {

// Fits every id field of the wires that number their questions this way (wire/flowee.md 4.2).
constexpr std::int64_t kLargestId = 2147483646;

}  // namespace

Correlator::Question::Question(Correlator& correlator, std::optional<std::int64_t> id,
                               std::vector<NativeType> expected, Instant deadline)
    : correlator_(correlator), id_(id), expected_(std::move(expected)), deadline_(deadline), open_(true) {
  place_ = correlator_.open_.insert(correlator_.open_.end(), this);
}

bool Correlator::Question::Expects(const Envelope& envelope) const {
  if (correlator_.policy_ == Correlation::kByEnvelopeId) {
    return id_.has_value() && id_ == (envelope.answers.has_value() ? envelope.answers : envelope.id);
  }
  return expected_.empty() || std::find(expected_.begin(), expected_.end(), envelope.native) != expected_.end();
}

void Correlator::Question::Finish(Result<Envelope> answer) {
  answer_ = std::move(answer);
  open_ = false;
  correlator_.open_.erase(place_);
  if (waiter_) waiter_.resume();
}

std::int64_t Correlator::FreshId() {
  for (;;) {
    last_id_ = last_id_ >= kLargestId ? 1 : last_id_ + 1;
    const bool used = std::any_of(open_.begin(), open_.end(), [this](const Question* q) { return q->id_ == last_id_; });
    if (!used) return last_id_;
  }
}

bool Correlator::Answer(const Envelope& envelope) {
  const auto found =
      std::find_if(open_.begin(), open_.end(), [&envelope](const Question* q) { return q->Expects(envelope); });
  if (found == open_.end()) return false;
  (*found)->Finish(envelope.Owned());
  return true;
}

Instant Correlator::NextDeadline() const {
  Instant next = kNever;
  for (const Question* question : open_) next = std::min(next, question->deadline_);
  return next;
}

void Correlator::Expire(Instant now) {
  for (;;) {
    const auto late =
        std::find_if(open_.begin(), open_.end(), [now](const Question* q) { return q->deadline_ <= now; });
    if (late == open_.end()) return;
    (*late)->Finish(Status(Code::kTimedOut, "no answer in time"));
  }
}

}  // namespace dragoman
