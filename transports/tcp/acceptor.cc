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

Acceptor::Acceptor(LoopCore& core, asio::ip::tcp::acceptor socket, MakeStream make, std::size_t most_opening)
    : core_(core), socket_(std::move(socket)), make_(std::move(make)), most_opening_(most_opening) {}

void Acceptor::Start() {
  if (core_.stopping()) return Close();
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
    // The others wait with the kernel, and are seen again when one has opened or gone.
    full_ = opening_ >= most_opening_;
    if (full_) return;
    asio::error_code fault;
    asio::ip::tcp::socket socket = socket_.accept(core_.io(), fault);
    if (fault == asio::error::would_block) break;
    if (NothingLeft(fault.value())) return Rest(fault.value());
    if (fault) continue;  // that one is gone already
    complained_ = false;
    // A link that broke at once leaves nobody to tell.
    static_cast<void>(Connection::Begin(core_, std::move(socket), shared_from_this(), make_));
  }
  if (!closed_) Wait();
}

void Acceptor::CountOut() {
  --opening_;
  if (!full_ || closed_) return;
  full_ = false;
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
  core_.Leave(*this);
}

}  // namespace dragoman::tcp
