#include "transports/tcp/acceptor.h"

#include <cerrno>
#include <utility>

#include "core/observe/log.h"
#include "transports/tcp/faults.h"

namespace dragoman::tcp {
namespace {

// Connections taken per readiness: some milliseconds, so that a burst of them does not keep those that are there
// waiting, and an honest newcomer does not wait long behind a flood of others.
constexpr int kAcceptsPerEvent = 128;
// Without a free descriptor or memory, accepting again at once would only fail again.
constexpr Duration kRestTime = std::chrono::milliseconds(100);

bool NothingLeft(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Acceptor::Acceptor(LoopCore& core, asio::ip::tcp::acceptor socket, MakeStream make, ListenOptions options)
    : core_(core), socket_(std::move(socket)), make_(std::move(make)), options_(std::move(options)) {}

void Acceptor::Start() {
  if (core_.stopping()) return Close();
  gate_ = std::make_shared<Gate>(std::move(options_), [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->GoOn();
  });
  core_.Enter(shared_from_this());
  Wait();
}

void Acceptor::Wait() {
  socket_.async_wait(socket_.wait_read, [self = shared_from_this()](const asio::error_code&) {
    if (!self->closed_) self->AcceptSome();
  });
}

void Acceptor::AcceptSome() {
  for (int i = 0; i < kAcceptsPerEvent && !closed_; ++i) {
    if (const Instant room = gate_->RoomFrom(); room > core_.Now()) return AwaitRoom(room);
    asio::error_code fault;
    asio::ip::tcp::socket socket = socket_.accept(core_.io(), fault);
    if (fault == asio::error::would_block) break;
    if (NothingLeft(fault.value())) return Rest(fault.value());
    if (fault) continue;  // that one is gone already
    complained_ = false;
    // A link that broke at once leaves nobody to tell.
    static_cast<void>(Connection::Begin(core_, std::move(socket), gate_, make_));
  }
  if (!closed_) Wait();
}

// The others wait with the kernel.
void Acceptor::AwaitRoom(Instant until) {
  full_ = true;
  room_timer_ = core_.At(until, [self = shared_from_this()] {
    self->room_timer_ = TimerWheel::kNone;
    self->GoOn();
  });
}

void Acceptor::GoOn() {
  if (!std::exchange(full_, false) || closed_) return;
  core_.Cancel(room_timer_);
  room_timer_ = TimerWheel::kNone;
  Wait();
}

void Acceptor::Rest(int error) {
  if (!std::exchange(complained_, true)) log::Warning("cannot accept connections: " + Words(error));
  core_.At(core_.Now() + kRestTime, [self = shared_from_this()] {
    if (!self->closed_) self->AcceptSome();
  });
}

void Acceptor::Close() {
  if (std::exchange(closed_, true)) return;
  asio::error_code ignored;
  socket_.close(ignored);
  core_.Cancel(room_timer_);
  core_.Leave(*this);
}

}  // namespace dragoman::tcp
