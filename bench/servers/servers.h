// The servers that are measured, ours and those that we are measured against. Each tells its port
// and then serves for ever, on one thread.
#pragma once

#include "bench/measure/process.h"

namespace dragoman::bench {

// Peers: as little as can be done. They give back bytes as they come.
void ServeBareEpoll(const Tell& tell);      // epoll, recv, send
void ServeBareReadiness(const Tell& tell);  // the same on asio's async_wait

// Ours.
void ServeEcho(const Tell& tell);    // bench/echo
void ServeTiny(const Tell& tell);    // dialects/tiny
void ServeFlowee(const Tell& tell);  // dialects/flowee on the recorded chain of 116 blocks

}  // namespace dragoman::bench
