// Server: echo on a free port of 127.0.0.1, with loops of its own.
#pragma once

#include <gtest/gtest.h>

#include "tests/session/transports/echo.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop_group.h"

namespace dragoman::transport_tests {

class Server {
 public:
  explicit Server(std::size_t loops = 1, SessionLimits limits = {}) : loops_(clock_, loops) {
    Result<Listener> listener = Listen("127.0.0.1:0", loops_.all(), Makes<Echo>(log_, limits));
    EXPECT_TRUE(listener.ok()) << listener.status().ToString();
    if (listener.ok()) listener_.emplace(std::move(*listener));
    loops_.Start();
  }
  ~Server() {
    loops_.Stop();
    loops_.Join();
  }
  const std::string& address() const { return listener_->address(); }
  Listener& listener() { return *listener_; }
  LoopGroup& loops() { return loops_; }
  Log& log() { return log_; }

 private:
  SystemClock clock_;
  Log log_;
  LoopGroup loops_;
  std::optional<Listener> listener_;
};

}  // namespace dragoman::transport_tests
