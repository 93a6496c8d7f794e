#include "core/peer/correlator.h"

#include <algorithm>

namespace dragoman {
namespace {

// Whose answer did not come while as many others were given up will not come any more, so that ids do not run out.
constexpr std::size_t kMostLate = 256;

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
  if (correlator_.policy_ == Correlation::kBySideId) return id_.has_value() && id_ == envelope.id;
  // Both sides may number their questions alike: the other one's question is no answer to ours.
  return id_.has_value() && id_ == envelope.id && (listed || !asks);
}

void Correlator::Question::Finish(Result<Envelope> answer) {
  answer_ = std::move(answer);
  open_ = false;
  correlator_.open_.erase(place_);
  if (waiter_) waiter_.resume();
}

bool Correlator::InUse(std::int64_t id) const {
  return std::find(late_.begin(), late_.end(), id) != late_.end() ||
         std::any_of(open_.begin(), open_.end(), [id](const Question* q) { return q->id_ == id; });
}

void Correlator::ExpectLate(std::optional<std::int64_t> id) {
  if (policy_ != Correlation::kBySideId || !id.has_value()) return;
  late_.push_back(*id);
  if (late_.size() > kMostLate) late_.pop_front();
}

bool Correlator::TakeLate(std::int64_t id) {
  const auto found = std::find(late_.begin(), late_.end(), id);
  if (found == late_.end()) return false;
  late_.erase(found);
  return true;
}

std::optional<std::int64_t> Correlator::FreshId() {
  const std::int64_t end = next_id_;
  do {
    const std::int64_t id = next_id_;
    next_id_ = id >= ids_.last ? ids_.first : id + 1;
    if (!InUse(id)) return id;
  } while (next_id_ != end);
  return std::nullopt;
}

void Correlator::Forget(Question& question) {
  open_.erase(question.place_);
  ExpectLate(question.id_);
}

bool Correlator::Answer(const Envelope& envelope, bool asks) {
  const auto found =
      std::find_if(open_.begin(), open_.end(), [&](const Question* q) { return q->Expects(envelope, asks); });
  if (found == open_.end()) return envelope.id.has_value() && TakeLate(*envelope.id);
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
    ExpectLate((*late)->id_);
    (*late)->Finish(Status(Code::kTimedOut, "no answer in time"));
  }
}

}  // namespace dragoman
