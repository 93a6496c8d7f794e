// Line: one whole message as its packets stand one after the other, for tools (docs/wire-tools.md).
#pragma once

#include "dialects/flowee/sequence.h"

namespace dragoman::flowee {

struct Line {
  Header header;        // of the first packet
  Bytes header_tokens;  // as they came
  Slice body;           // joined
};

// Exactly one message; offsets of an error count from the line's first byte.
Result<Line> ReadLine(Bytes line, std::size_t max_joined = kMaxJoinedBytes);

}  // namespace dragoman::flowee
