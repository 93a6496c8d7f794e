// Between messages as people write them and envelopes as peers send them, for messages sent by hand.
#pragma once

#include "core/dialect/dialect.h"

namespace dragoman {

// A message given as the fields that decode prints: those of a whole message, or those of a bare body.
Result<Envelope> EnvelopeOfFields(const Dialect& dialect, const std::string& type, const Json& fields);
// A message given as the bytes of its body.
Result<Envelope> EnvelopeOfBody(const Dialect& dialect, const std::string& type, Bytes body);
// As decode prints it.
Result<Json> JsonOfEnvelope(const Dialect& dialect, const Envelope& envelope);

}  // namespace dragoman
