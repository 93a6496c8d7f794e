// The codec bench: what it costs to cut, open, read, keep and write one message, alone on one thread.
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/dialect/dialect.h"

namespace dragoman {

struct CodecRow {
  std::string type;
  std::size_t bytes = 0;  // on the wire, framing included; of several samples the mean
  // Nanoseconds of CPU per message; below 0: cannot be done with this one.
  double view = -1;    // frame and envelope: header, ids, a view of the body
  double decode = -1;  // and the message's own struct, whose byte fields are views
  double owned = -1;   // the same, kept: its bytes copied out of what was read
  double encode = -1;  // struct to bytes, framing included
};

// Samples: `given`, or arbitrary ones. Takes about `time`. kUnsupported where there is no sample.
Result<CodecRow> BenchCodec(const Dialect& dialect, const MessagePlan& message, const std::optional<Envelope>& given,
                            Duration time);
Json ToJson(const CodecRow& row);

}  // namespace dragoman
