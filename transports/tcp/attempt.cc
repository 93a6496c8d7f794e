#include "transports/tcp/attempt.h"

#include <cerrno>
#include <thread>
#include <utility>

#include <netinet/in.h>

#include "transports/tcp/connection.h"
#include "transports/tcp/faults.h"

namespace dragoman::tcp {
namespace {

// The port is then chosen when connecting, by the whole pair of addresses, so that many links can
// share one.
using BindWithoutPort = asio::detail::socket_option::boolean<IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT>;

std::optional<Endpoint> ParseLocal(const std::string& text) {
  std::vector<Endpoint> found = Numeric({text, 0});
  if (found.empty()) {
    const Result<Address> address = ParseAddress(text);
    if (address.ok()) found = Numeric(*address);
  }
  if (found.empty()) return std::nullopt;
  return found.front();
}

}  // namespace

Attempt::Attempt(LoopCore& core, std::string address, const DialOptions& options, MakeStream make,
                 std::function<void(Status)> failed)
    : core_(core),
      text_(std::move(address)),
      options_(options),
      make_(std::move(make)),
      failed_(std::move(failed)),
      socket_(core.io()) {}

void Attempt::Start() {
  core_.Enter(shared_from_this());
  if (core_.stopping()) return Fail(StatusOfStop());
  if (Status wrong = Prepare(); !wrong.ok()) return Fail(std::move(wrong));
  deadline_ = core_.Now() + options_.timeout;
  std::vector<Endpoint> remotes = Numeric(address_);
  if (!remotes.empty()) return Found(std::move(remotes));
  timer_ = core_.At(deadline_, [self = shared_from_this()] { self->OnTimer(); });
  LookUpElsewhere();
}

Status Attempt::Prepare() {
  Result<Address> address = ParseAddress(text_);
  if (!address.ok()) return address.status();
  address_ = std::move(*address);
  if (options_.from.empty()) return Ok();
  from_ = ParseLocal(options_.from);
  if (from_) return Ok();
  return Status::Because(Code::kUsage,
                         "cannot dial from \"" + options_.from + "\": that is no IP address");
}

// On a thread of its own that nobody joins: a name server that does not answer holds a thread for
// half a minute, and this process is to be gone sooner than that.
void Attempt::LookUpElsewhere() {
  std::thread([address = address_, mailbox = core_.mailbox(), self = weak_from_this()] {
    std::vector<Endpoint> found = LookUp(address);
    mailbox->Post([self, found = std::move(found)]() mutable {
      if (const auto attempt = self.lock()) attempt->Found(std::move(found));
    });
  }).detach();
}

void Attempt::Found(std::vector<Endpoint> remotes) {
  if (over_) return;
  if (remotes.empty()) {
    return Fail(
        Status::Because(Code::kUnreachable,
                        "cannot reach " + text_ + ": no address is known for " + address_.host)
            .Next("Check the spelling; 'getent hosts' asks the same way."));
  }
  remotes_ = std::move(remotes);
  ConnectNext();
}

void Attempt::ConnectNext() {
  while (next_ < remotes_.size()) {
    const std::size_t left = remotes_.size() - next_;
    const Endpoint& remote = remotes_[next_++];
    asio::error_code fault;
    socket_.close(fault);
    socket_ = asio::ip::tcp::socket(core_.io());
    socket_.open(remote.protocol(), fault);
    if (!fault && from_) {
      if (from_->protocol() != remote.protocol()) {
        last_ = Status::Because(Code::kUsage, "cannot reach " + text_ + " from " + options_.from +
                                                  ": one is IPv4, the other IPv6");
        continue;
      }
      if (from_->port() == 0) socket_.set_option(BindWithoutPort(true), fault);
      socket_.bind(*from_, fault);
    }
    if (fault) {
      last_ = DialFault(fault.value(), text_, options_.from);
      continue;
    }
    // The time that is left is shared between the addresses that are left.
    const Instant now = core_.Now();
    const Duration share = std::max(deadline_ - now, Duration(0)) / static_cast<std::int64_t>(left);
    core_.Cancel(timer_);
    timer_ = core_.At(now + share, [self = shared_from_this()] { self->OnTimer(); });
    socket_.async_connect(
        remote, [self = shared_from_this(), round = ++round_](const asio::error_code& fault) {
          if (!self->over_ && self->round_ == round) self->OnConnected(fault);
        });
    return;
  }
  Fail(std::move(last_));
}

void Attempt::OnConnected(const asio::error_code& fault) {
  if (!fault) return Succeed();
  last_ = DialFault(fault.value(), text_, options_.from);
  ConnectNext();
}

void Attempt::OnTimer() {
  if (over_) return;
  timer_ = TimerWheel::kNone;
  if (remotes_.empty()) {
    return Fail(Status::Because(Code::kUnreachable, "cannot reach " + text_ + ": looking up " +
                                                        address_.host + " took too long")
                    .Next("Does the name server answer?"));
  }
  ++round_;
  last_ = DialFault(ETIMEDOUT, text_, options_.from);
  ConnectNext();
}

void Attempt::Succeed() {
  const std::shared_ptr<Attempt> alive = shared_from_this();
  over_ = true;
  core_.Cancel(timer_);
  const Status broken = Connection::Begin(core_, std::move(socket_), nullptr, make_);
  if (!broken.ok()) failed_(DialFault(ECONNRESET, text_, options_.from));
  Leave();
}

void Attempt::Fail(Status why) {
  if (std::exchange(over_, true)) return;
  const std::shared_ptr<Attempt> alive = shared_from_this();
  core_.Cancel(timer_);
  failed_(std::move(why));
  Leave();
}

void Attempt::Goodbye() { Fail(StatusOfStop()); }

void Attempt::Drop() {
  over_ = true;
  Leave();
}

// What the callbacks hold may go now, not when the last handler has come back.
void Attempt::Leave() {
  make_ = nullptr;
  failed_ = nullptr;
  asio::error_code ignored;
  socket_.close(ignored);
  core_.Leave(*this);
}

}  // namespace dragoman::tcp
