// The servers that are measured, ours and those that we are measured against. Each tells its port
// and then serves for ever, on one thread.
#pragma once

#include <string>
#include <vector>

#include "bench/measure/process.h"

namespace dragoman::bench {

// Peers: as little as can be done. They give back bytes as they come.
void ServeBareEpoll(const Tell& tell);      // epoll, recv, send
void ServeBareReadiness(const Tell& tell);  // the same on asio's async_wait

// WebSocket echoes: whole messages, unmasked and framed again; over OpenSSL on the descriptor.
void ServeBareWebSocket(const Tell& tell);
void ServeBareWebSocketTls(const Tell& tell);

// TLS 1.3 with the certificates of Chia on both sides; whoever has shaken hands may go.
void ServeBareChiaTls(const Tell& tell);

// The engines of others, as far as they were there when this was built, and the names of those that were not.
struct OtherServer {
  std::string name;
  void (*serve)(const Tell&);
};
std::vector<OtherServer> OtherWebSockets();
std::vector<std::string> MissingWebSockets();

// Ours.
void ServeWebSocket(const Tell& tell);  // transports/websocket under a protocol that sends each message back
void ServeWebSocketTls(const Tell& tell);
void ServeTls(const Tell& tell);     // transports/tls under bytes that are sent back
void ServeEcho(const Tell& tell);    // bench/echo
void ServeTiny(const Tell& tell);    // dialects/tiny
void ServeFlowee(const Tell& tell);  // dialects/flowee on the recorded chain of 116 blocks

}  // namespace dragoman::bench
