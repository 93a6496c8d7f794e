// Frames that the other side sends.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <optional>

#include "core/session/session.h"
#include "dialects/chia/frame.h"

namespace dragoman::chia {

template <class M>
Slice FrameOf(const M& message, std::optional<std::int64_t> id = {}) {
  ByteVector body;
  Writer body_out(body);
  WriteMessage(message, body_out);
  Envelope envelope;
  envelope.native = M::kType;
  envelope.id = id;
  envelope.body = Slice::View(body);
  ByteVector frame;
  Writer out(frame);
  EXPECT_TRUE(MakeFrameCodec()->Seal(envelope, out).ok());
  return Slice::Copy(frame);
}

// What waits to be sent to it.
inline ByteVector TakeSent(Session& session) {
  ByteVector sent;
  while (!session.out().empty()) {
    std::array<Bytes, 1> front;
    session.out().Peek(front);
    sent.insert(sent.end(), front[0].begin(), front[0].end());
    session.DropOut(front[0].size());
  }
  return sent;
}

}  // namespace dragoman::chia
