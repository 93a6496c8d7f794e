// What is said to echoes: calls of `frame_bytes` on the wire that all differ, a byte in each that
// tells it from its neighbours.
#pragma once

#include "bench/drive/pipeline.h"

namespace dragoman::bench {

// For bench/echo: the reply is the call with another type.
Script EchoScript(std::size_t frame_bytes);
// For servers that give back bytes as they come: the reply is the call.
Script BareScript(std::size_t frame_bytes);

// WebSocket messages of `bytes`, masked; the reply is the same message, unmasked.
Script WebSocketScript(std::size_t bytes, bool tls);

}  // namespace dragoman::bench
