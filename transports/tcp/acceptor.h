// Acceptor: one loop's listening socket. Takes connections in bursts, rests while the process has no
// descriptor left, and takes none while too many of its connections are still opening.
#pragma once

#include <memory>
#include <string>

#include <asio/ip/tcp.hpp>

#include "core/session/link.h"
#include "transports/tcp/connection.h"
#include "transports/tcp/loop_core.h"

namespace dragoman::tcp {

class Acceptor final : public Guest, public Connection::Gate, public std::enable_shared_from_this<Acceptor> {
 public:
  // `socket` listens and does not block; the acceptor owns it.
  Acceptor(LoopCore& core, asio::ip::tcp::acceptor socket, MakeStream make, std::size_t most_opening);

  void Start();
  void Goodbye() override { Close(); }
  void Drop() override { Close(); }

  // --- Connection::Gate ---
  void CountIn() override { ++opening_; }
  void CountOut() override;

 private:
  void Wait();
  void AcceptSome();
  void Rest(int error);
  void Close();

  LoopCore& core_;
  asio::ip::tcp::acceptor socket_;
  const MakeStream make_;
  const std::size_t most_opening_;
  std::size_t opening_ = 0;
  bool full_ = false;  // waits for one of those to have opened
  bool closed_ = false;
  bool complained_ = false;
};

}  // namespace dragoman::tcp
