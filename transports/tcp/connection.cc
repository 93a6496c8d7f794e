#include "transports/tcp/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <sys/uio.h>

#include "transports/tcp/endpoint.h"
#include "transports/tcp/faults.h"

namespace dragoman::tcp {
namespace {

// Runs handed to the kernel in one call.
constexpr std::size_t kRunsPerSend = 64;
// How long to send the rest of our answers to a peer that has ended its own side.
constexpr Duration kRest = std::chrono::seconds(3);
// How long to wait for the peer's end after ours, so that its unread bytes do not turn our last
// ones into a reset.
constexpr Duration kLinger = std::chrono::seconds(1);
// How much of a peer's input is thrown away after the stream has closed.
constexpr std::size_t kMaxDiscard = 4 * MiB;

ssize_t SendRuns(int socket, std::span<const Bytes> runs) {
  if (runs.size() == 1) return ::send(socket, runs[0].data(), runs[0].size(), MSG_NOSIGNAL);
  std::array<iovec, kRunsPerSend> pieces;
  std::ranges::transform(runs, pieces.begin(), [](Bytes run) {
    return iovec{const_cast<std::uint8_t*>(run.data()), run.size()};
  });
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = runs.size();
  return ::sendmsg(socket, &message, MSG_NOSIGNAL);
}

}  // namespace

Status Connection::Begin(LoopCore& core, asio::ip::tcp::socket socket, std::shared_ptr<Gate> gate,
                         const MakeStream& make) {
  asio::error_code gone;
  LinkInfo link;
  link.remote = Format(socket.remote_endpoint(gone));
  if (gone) return LinkFault(gone.value());
  if (gate != nullptr) DRAGOMAN_TRY(gate->Admit(link.remote, core.Now()));
  link.local = Format(socket.local_endpoint(gone));
  link.inbound = gate != nullptr;
  link.since = core.Now();
  socket.set_option(asio::ip::tcp::no_delay(true), gone);
  socket.native_non_blocking(true, gone);
  std::string remote = link.remote;
  Result<std::unique_ptr<Stream>> stream = make(std::move(link), core.host());
  if (!stream.ok()) return Ok();
  const auto connection = std::make_shared<Connection>(core, std::move(socket), std::move(*stream));
  if (gate != nullptr && connection->stream_->opening()) connection->EnterGate(std::move(gate), std::move(remote));
  core.Enter(connection);
  connection->Open();
  return Ok();
}

Connection::Connection(LoopCore& core, asio::ip::tcp::socket socket,
                       std::unique_ptr<Stream> stream)
    : core_(core), socket_(std::move(socket)), stream_(std::move(stream)) {}

void Connection::Open() {
  stream_->OnWake([this] {
    if (in_pump_ || wake_comes_) return;
    wake_comes_ = true;
    core_.FlushLater(shared_from_this());
  });
  in_pump_ = true;
  stream_->Open();
  if (core_.stopping()) stream_->Close(StatusOfStop());
  Pump();
}

void Connection::Goodbye() {
  if (phase_ != Phase::kOpen) return;
  in_pump_ = true;
  stream_->Close(StatusOfStop());
  Pump();
}

void Connection::Drop() {
  if (phase_ == Phase::kOpen) stream_->Close(StatusOfStop());
  Close();
}

void Connection::Flush() {
  wake_comes_ = false;
  if (phase_ == Phase::kOpen) Pump();
}

// The end of every batch: one send, then what the stream asks for next.
void Connection::Pump() {
  in_pump_ = true;
  if (!broken_) SendQueued();
  if (peer_ended_ && (stream_->out().empty() || core_.Now() >= give_up_)) {
    stream_->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  }
  in_pump_ = false;
  if (gate_ != nullptr && !stream_->opening()) LeaveGate();
  if (!stream_->finished()) return Arm();
  if (broken_ || peer_ended_) return Close();
  Linger();
}

bool Connection::WantsInput() const {
  if (peer_ended_ || broken_) return false;
  if (phase_ == Phase::kLingering || stream_->closing()) return discarded_ < kMaxDiscard;
  return stream_->WantsRead();
}

Instant Connection::Deadline() const {
  return phase_ == Phase::kOpen ? std::min(stream_->NextDeadline(), give_up_) : give_up_;
}

void Connection::Arm() {
  if (!read_wait_ && WantsInput()) {
    read_wait_ = true;
    socket_.async_wait(socket_.wait_read, [self = shared_from_this()](const asio::error_code&) {
      self->read_wait_ = false;
      self->OnReadable();
    });
  }
  if (!write_wait_ && phase_ == Phase::kOpen && !stream_->out().empty()) {
    write_wait_ = true;
    socket_.async_wait(socket_.wait_write, [self = shared_from_this()](const asio::error_code&) {
      self->write_wait_ = false;
      if (self->phase_ == Phase::kOpen) self->Pump();
    });
  }
  // A timer that is too early is left alone: it looks again when it comes.
  const Instant deadline = Deadline();
  if (deadline >= timer_at_) return;
  core_.Cancel(timer_);
  timer_at_ = deadline;
  timer_ = core_.At(deadline, [this] { OnDeadline(); });
}

void Connection::OnReadable() {
  if (phase_ == Phase::kClosed) return;
  Receive();
  if (phase_ == Phase::kOpen) return Pump();
  if (peer_ended_ || broken_ || !WantsInput()) return Close();
  Arm();
}

void Connection::OnDeadline() {
  const std::shared_ptr<Connection> alive = shared_from_this();
  timer_ = TimerWheel::kNone;
  timer_at_ = kNever;
  const Instant now = core_.Now();
  if (phase_ == Phase::kLingering) return now >= give_up_ ? Close() : Arm();
  if (now < Deadline()) return Arm();
  in_pump_ = true;
  if (now >= stream_->NextDeadline()) stream_->Tick();
  Pump();
}

// One block a turn, so that a busy peer does not keep the others of its loop waiting; if there is more, the next wait
// returns at once.
void Connection::Receive() {
  if (!WantsInput()) return;
  const BlockRef& block = core_.ReadBlock();
  ssize_t count = -1;
  do {
    count = ::recv(socket_.native_handle(), block->data(), block->size(), 0);
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    if (errno != EAGAIN) Broken(errno);
    return;
  }
  if (count == 0) {
    peer_ended_ = true;
    give_up_ = core_.Now() + kRest;
    return;
  }
  const auto size = static_cast<std::size_t>(count);
  if (phase_ == Phase::kLingering || stream_->closing()) {
    discarded_ += size;
  } else {
    in_pump_ = true;
    stream_->Feed(Slice(Bytes(block->data(), size), block));
  }
}

void Connection::SendQueued() {
  const Outbox& out = stream_->out();
  while (!out.empty()) {
    std::array<Bytes, kRunsPerSend> runs;
    const std::size_t filled = out.Peek(runs);
    const std::span<const Bytes> queued(runs.data(), filled);
    const ssize_t count = SendRuns(socket_.native_handle(), queued);
    if (count < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) Broken(errno);
      return;
    }
    std::size_t offered = 0;
    for (const Bytes run : queued) offered += run.size();
    const auto sent = static_cast<std::size_t>(count);
    stream_->DropOut(sent);
    if (sent < offered) return;  // the kernel's buffer is full
  }
}

void Connection::Broken(int error) {
  broken_ = true;
  if (phase_ == Phase::kOpen) stream_->Ended(ClosedBy::kNetwork, LinkFault(error));
}

// The loop keeps the connection until it has left.
void Connection::EnterGate(std::shared_ptr<Gate> gate, std::string remote) {
  place_ = gate->Enter({std::move(remote), core_.Now(), [this](Status why) { Shut(std::move(why)); }});
  gate_ = std::move(gate);
}

void Connection::LeaveGate() {
  if (gate_ != nullptr) std::exchange(gate_, nullptr)->Leave(place_);
}

void Connection::Shut(Status why) {
  const std::shared_ptr<Connection> alive = shared_from_this();
  in_pump_ = true;
  stream_->Close(std::move(why));
  Close();
}

// Everything is sent. The stream is over; only the other side's end is awaited.
void Connection::Linger() {
  stream_.reset();
  LeaveGate();
  phase_ = Phase::kLingering;
  give_up_ = core_.Now() + kLinger;
  if (::shutdown(socket_.native_handle(), SHUT_WR) != 0 || !WantsInput()) return Close();
  Arm();
}

void Connection::Close() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  stream_.reset();
  LeaveGate();
  core_.Cancel(timer_);
  asio::error_code ignored;
  socket_.close(ignored);
  core_.Leave(*this);
}

}  // namespace dragoman::tcp
