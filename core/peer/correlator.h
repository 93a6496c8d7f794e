// Correlator: finds the question that an arriving message answers. Policy by dialect: by the envelope's id, or by
// the type of the reply, oldest question first. One per peer, one thread.
#pragma once

#include <coroutine>
#include <deque>
#include <list>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/wire/codec.h"

namespace dragoman {

enum class Correlation : std::uint8_t {
  kByType,        // no ids on the wire: a reply type answers the oldest question that expects it
  kByEnvelopeId,  // the reply carries the request's id
  kBySideId,      // so too, and each side numbers from a range of its own: a pending id makes any message a reply
};

// Which ids one side gives its questions, both included.
struct IdRange {
  std::int64_t first = 1;
  std::int64_t last = 2147483646;  // fits every id field of the wires that number their questions (wire/flowee.md 4.2)
};

class Correlator {
 public:
  explicit Correlator(Correlation policy, IdRange ids = {}) : policy_(policy), ids_(ids), next_id_(ids.first) {}

  // One question under way, from its making until it is destroyed; lives in the asking flow's frame.
  class Question {
   public:
    Question(Correlator& correlator, std::optional<std::int64_t> id, std::vector<NativeType> expected, Instant deadline);
    // A question that could not even be sent.
    Question(Correlator& correlator, Status why) : correlator_(correlator), deadline_(kNever), answer_(std::move(why)) {}
    ~Question() {
      if (open_) correlator_.Forget(*this);
    }
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    bool await_ready() const { return answer_.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) { waiter_ = waiter; }
    Result<Envelope> await_resume() { return std::move(*answer_); }

   private:
    friend class Correlator;
    bool Expects(const Envelope& envelope, bool asks) const;
    void Finish(Result<Envelope> answer);

    Correlator& correlator_;
    const std::optional<std::int64_t> id_;
    const std::vector<NativeType> expected_;  // used without ids; empty: any type
    const Instant deadline_;
    std::optional<Result<Envelope>> answer_;
    std::coroutine_handle<> waiter_;
    bool open_ = false;
    std::list<Question*>::iterator place_;
  };

  Correlation policy() const { return policy_; }
  // An id that no open question uses, nor one whose answer may still come; from the front of the range upwards, then
  // again from its front. Nothing if there is none.
  std::optional<std::int64_t> FreshId();
  // Resumes the asker if `envelope` answers an open question; false if it answers none. `asks`: its type is one that
  // we receive as a question or in a flow.
  bool Answer(const Envelope& envelope, bool asks);
  Instant NextDeadline() const;
  // Ends the questions whose time is over with kTimedOut.
  void Expire(Instant now);
  std::size_t open() const { return open_.size(); }

 private:
  void Forget(Question& question);
  void ExpectLate(std::optional<std::int64_t> id);
  bool TakeLate(std::int64_t id);
  bool InUse(std::int64_t id) const;

  const Correlation policy_;
  const IdRange ids_;
  std::int64_t next_id_;
  std::list<Question*> open_;
  // By side: ids of questions that nobody waits for any more, oldest first; one late answer to each is dropped.
  std::deque<std::int64_t> late_;
};

}  // namespace dragoman
