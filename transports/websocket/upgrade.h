// The opening handshake of a WebSocket (RFC 6455, 4), as HTTP messages. Pure.
#pragma once

#include "transports/http/head.h"
#include "transports/websocket/options.h"

namespace dragoman::websocket {

// What was agreed on about permessage-deflate (RFC 7692, 7.1).
struct Agreement {
  bool deflate = false;
  bool forget_ours = false;    // our compressor keeps no window between messages
  bool forget_theirs = false;  // neither does the peer's
  int our_window_bits = 15;
};

// The 16 bytes of a key in base64, and what proves that the acceptor has read it.
std::string MakeKey(Bytes sixteen_bytes);
std::string AcceptFor(std::string_view key);

std::string WriteRequest(const WebSocketOptions& options, const std::string& address, const std::string& key);

// Whether it asks for what `options` offer: 404 for another path, 400 for what asks for no upgrade or not properly, 426
// for another version.
http::Refusal Judge(const http::Request& request, const WebSocketOptions& options);
http::Response Grant(const http::Request& request, const WebSocketOptions& options, Agreement& agreement);
// Refused otherwise, as far as the protocol goes: the status that says so is in the answer.
http::Response Refuse(const http::Refusal& refusal);

// Whether the acceptor has agreed, `key` being what we sent.
Status Judge(const http::Answer& answer, const WebSocketOptions& options, const std::string& key, Agreement& agreement);

}  // namespace dragoman::websocket
