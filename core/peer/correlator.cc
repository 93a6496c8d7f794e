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

bool Correlator::Question::Expects(const Envelope& envelope, bool asks) const {
  const bool listed = std::find(expected_.begin(), expected_.end(), envelope.native) != expected_.end();
  if (correlator_.policy_ == Correlation::kByType) return expected_.empty() || listed;
  if (envelope.answers.has_value()) return id_ == envelope.answers;
  // Both sides may number their questions alike: the other one's question is no answer to ours.
  return id_.has_value() && id_ == envelope.id && (listed || !asks);
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

bool Correlator::Answer(const Envelope& envelope, bool asks) {
  const auto found =
      std::find_if(open_.begin(), open_.end(), [&](const Question* q) { return q->Expects(envelope, asks); });
  if (found == open_.end()) return false;
  Question& question = **found;
  question.Finish(question.waiter_ ? envelope.Owned() : envelope.Kept());
  return true;
}

Instant Correlator::NextDeadline() const {
  Instant next = kNever;
  for (const Question* question : open_) next = std::min(next, question->deadline_);
  return next;
}

void Correlator::Expire(Instant now) {
  // As many as there are now: who asks anew without leaving time waits for the next call.
  for (std::size_t left = open_.size(); left > 0; --left) {
    const auto late =
        std::find_if(open_.begin(), open_.end(), [now](const Question* q) { return q->deadline_ <= now; });
    if (late == open_.end()) return;
    (*late)->Finish(Status(Code::kTimedOut, "no answer in time"));
  }
}

}  // namespace dragoman
