// Acceptor: one loop's listening socket. Takes connections in bursts and rests while the process
// has no descriptor left.
#pragma once

#include <memory>
#include <string>

#include <asio/ip/tcp.hpp>

#include "core/session/link.h"
#include "transports/tcp/loop_core.h"

namespace dragoman::tcp {

class Acceptor final : public Guest, public std::enable_shared_from_this<Acceptor> {
 public:
  // `socket` listens and does not block; the acceptor owns it.
  Acceptor(LoopCore& core, asio::ip::tcp::acceptor socket, Adopt adopt);

  void Start();
  void Goodbye() override { Close(); }
  void Drop() override { Close(); }

 private:
  void Wait();
  void AcceptSome();
  void Rest(int error);
  void Close();

  LoopCore& core_;
  asio::ip::tcp::acceptor socket_;
  const Adopt adopt_;
  bool closed_ = false;
  bool complained_ = false;
};

}  // namespace dragoman::tcp
