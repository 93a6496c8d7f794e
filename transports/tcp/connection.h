// Connection: one TCP socket and the stream it carries. Waits for readiness, reads into the loop's
// shared block, sends what the stream has queued once per batch, keeps its deadlines, and ends the
// link in good order. Pinned to one loop; the loop keeps it until it has closed.
#pragma once

#include <memory>

#include <asio/ip/tcp.hpp>

#include "core/session/stream.h"
#include "transports/tcp/gate.h"
#include "transports/tcp/loop_core.h"

namespace dragoman::tcp {

class Connection final : public Guest, public std::enable_shared_from_this<Connection> {
 public:
  // `socket` is connected and belongs to `core`'s io_context. Asks `make` for a stream; if that
  // is refused the socket closes without a byte. A fault means that the link broke before `make`
  // was asked, or that the gate has no room. `gate` is null for what we dialed.
  static Status Begin(LoopCore& core, asio::ip::tcp::socket socket, std::shared_ptr<Gate> gate,
                      const MakeStream& make);

  Connection(LoopCore& core, asio::ip::tcp::socket socket, std::unique_ptr<Stream> stream);

  void Goodbye() override;
  void Drop() override;
  void Flush() override;

 private:
  enum class Phase {
    kOpen,       // the stream decides
    kLingering,  // all is sent and ended; waiting for the other side to end, too
    kClosed,
  };

  void Open();
  void EnterGate(std::shared_ptr<Gate> gate, std::string remote);
  void LeaveGate();
  // At once, without a word.
  void Shut(Status why);
  void Pump();
  void Arm();
  bool WantsInput() const;
  Instant Deadline() const;
  void OnReadable();
  void OnDeadline();
  void Receive();
  void SendQueued();
  void Broken(int error);
  void Linger();
  void Close();

  LoopCore& core_;
  asio::ip::tcp::socket socket_;
  std::unique_ptr<Stream> stream_;
  std::shared_ptr<Gate> gate_;  // while the stream is opening
  Gate::Place place_;           // there
  Phase phase_ = Phase::kOpen;
  bool in_pump_ = false;  // the stream is being called by us: no wake needed
  bool wake_comes_ = false;
  bool read_wait_ = false;  // asio waits for readable
  bool write_wait_ = false;
  bool peer_ended_ = false;  // read to the end
  bool broken_ = false;
  std::size_t discarded_ = 0;
  Instant give_up_ = kNever;  // on sending the rest after the peer's end; on lingering
  TimerWheel::Id timer_ = TimerWheel::kNone;
  Instant timer_at_ = kNever;
};

}  // namespace dragoman::tcp
