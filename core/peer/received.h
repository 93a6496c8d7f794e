// Received<M>: a message together with its envelope (ids, echoed head), so that it can be answered.
#pragma once

#include "core/wire/message.h"

namespace dragoman {

template <class M>
class Received {
 public:
  Received(M&& message, Envelope&& envelope) : message_(std::move(message)), envelope_(std::move(envelope)) {}

  const M& operator*() const { return message_; }
  const M* operator->() const { return &message_; }
  M& message() { return message_; }
  const Envelope& envelope() const { return envelope_; }

 private:
  M message_;
  Envelope envelope_;
};

}  // namespace dragoman
