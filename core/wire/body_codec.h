// BodyCodec: reads and writes the bodies of one message type for callers that do not know which: benches, tools.
#pragma once

#include <functional>
#include <utility>

#include "core/wire/message.h"

namespace dragoman {

struct BodyCodec {
  // Reads it into the message's own struct, whose views share the body, and drops that.
  Status (*read)(const Slice& body) = nullptr;
  // Reads it and gives what writes the message again, as often as wanted, as long as `body` lasts.
  Result<std::function<void(Writer&)>> (*rewrite)(const Slice& body) = nullptr;

  template <Message M>
  static BodyCodec Of() {
    return {Read<M>, Rewrite<M>};
  }

 private:
  template <class M>
  static Status Read(const Slice& body) {
    const Result<M> message = ReadMessage<M>(body);
    // Or the compiler might see that nobody looks at it.
    asm volatile("" : : "r"(&message) : "memory");
    return message.status();
  }
  template <class M>
  static Result<std::function<void(Writer&)>> Rewrite(const Slice& body) {
    Result<M> message = ReadMessage<M>(body);
    if (!message.ok()) return message.status();
    return std::function<void(Writer&)>([message = std::move(*message)](Writer& out) { WriteMessage(message, out); });
  }
};

}  // namespace dragoman
