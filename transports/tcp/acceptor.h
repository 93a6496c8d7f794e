// Acceptor: one loop's listening socket. Takes connections in bursts, rests while the process has no
// descriptor left, and a moment while too many of its connections have only begun to open.
#pragma once

#include <memory>
#include <string>

#include <asio/ip/tcp.hpp>

#include "core/session/link.h"
#include "transports/tcp/connection.h"
#include "transports/tcp/gate.h"
#include "transports/tcp/loop_core.h"

namespace dragoman::tcp {

class Acceptor final : public Guest, public std::enable_shared_from_this<Acceptor> {
 public:
  // `socket` listens and does not block; the acceptor owns it.
  Acceptor(LoopCore& core, asio::ip::tcp::acceptor socket, MakeStream make, ListenOptions options);

  void Start();
  void Goodbye() override { Close(); }
  void Drop() override { Close(); }

 private:
  void Wait();
  void AcceptSome();
  void Rest(int error);
  // Until the oldest of those that are opening may make room, or one of them has opened or gone.
  void AwaitRoom(Instant until);
  void GoOn();
  void Close();

  LoopCore& core_;
  asio::ip::tcp::acceptor socket_;
  const MakeStream make_;
  ListenOptions options_;  // until the gate has them
  std::shared_ptr<Gate> gate_;
  bool full_ = false;  // waits for room
  TimerWheel::Id room_timer_ = TimerWheel::kNone;
  bool closed_ = false;
  bool complained_ = false;
};

}  // namespace dragoman::tcp
