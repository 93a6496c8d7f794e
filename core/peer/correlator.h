// Correlator: finds the question that an arriving message answers. Policy by dialect: by the envelope's id, or by
// the type of the reply, oldest question first. One per peer, one thread.
#pragma once

#include <coroutine>
#include <list>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/wire/codec.h"

namespace dragoman {

enum class Correlation : std::uint8_t {
  kByType,        // no ids on the wire: a reply type answers the oldest question that expects it
  kByEnvelopeId,  // the reply carries the request's id
};

class Correlator {
 public:
  explicit Correlator(Correlation policy) : policy_(policy) {}

  // One question under way, from its making until it is destroyed; lives in the asking flow's frame.
  class Question {
   public:
    Question(Correlator& correlator, std::optional<std::int64_t> id, std::vector<NativeType> expected, Instant deadline);
    // A question that could not even be sent.
    Question(Correlator& correlator, Status why) : correlator_(correlator), deadline_(kNever), answer_(std::move(why)) {}
    ~Question() {
      if (open_) correlator_.open_.erase(place_);
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
  // An id that no open question uses: 1, 2, … up to 2^31 - 2, then again from 1.
  std::int64_t FreshId();
  // Resumes the asker if `envelope` answers an open question; false if it answers none. `asks`: its type is one that
  // we receive as a question or in a flow.
  bool Answer(const Envelope& envelope, bool asks);
  Instant NextDeadline() const;
  // Ends the questions whose time is over with kTimedOut.
  void Expire(Instant now);
  std::size_t open() const { return open_.size(); }

 private:
  const Correlation policy_;
  std::int64_t last_id_ = 0;
  std::list<Question*> open_;
};

}  // namespace dragoman
