#include "transports/tcp/loop_core.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include <asio/post.hpp>

namespace dragoman::tcp {
namespace {

// Large enough for a burst of small messages in one call, small enough to stay in the cache.
constexpr std::size_t kReadBlockBytes = 64 * KiB;
// From Stop to the end of the loop, whatever the peers do (docs/limits.md; a process is gone within
// 5 s).
constexpr Duration kDrain = std::chrono::seconds(3);

}  // namespace

LoopCore::LoopCore(Host& host, const Clock& clock)
    : host_(host),
      clock_(clock),
      busy_(io_.get_executor()),
      mailbox_(std::make_shared<Mailbox>([this] { asio::post(io_, [this] { Work(); }); })),
      pool_(BlockPool::Create(kReadBlockBytes)),
      wheel_(clock.Now()),
      timer_(io_) {}

LoopCore::~LoopCore() { Finish(); }

TimerWheel::Id LoopCore::At(Instant due, std::function<void()> work) {
  const TimerWheel::Id id = wheel_.Add(due, std::move(work));
  SetTimer();
  return id;
}

const BlockRef& LoopCore::ReadBlock() {
  if (!read_block_.Sole()) {
    read_block_.Share();
    read_block_ = pool_->Take();
    read_block_.Keep();
  }
  return read_block_;
}

void LoopCore::Enter(std::shared_ptr<Guest> guest) {
  const Guest* key = guest.get();
  guests_.emplace(key, std::move(guest));
  guest_count_.store(guests_.size(), std::memory_order_relaxed);
}

void LoopCore::Leave(const Guest& guest) {
  guests_.erase(&guest);
  guest_count_.store(guests_.size(), std::memory_order_relaxed);
  EndIfEmpty();
}

void LoopCore::FlushLater(std::shared_ptr<Guest> guest) {
  to_flush_.push_back(std::move(guest));
  if (flush_comes_) return;
  flush_comes_ = true;
  asio::post(io_, [this] { FlushGuests(); });
}

// Everything that was posted, then one flush of each connection that it touched.
void LoopCore::Work() {
  flush_comes_ = true;
  for (std::function<void()>& work : mailbox_->Empty()) {
    if (ended_) break;
    std::exchange(work, nullptr)();
  }
  FlushGuests();
}

void LoopCore::FlushGuests() {
  std::vector<std::shared_ptr<Guest>> guests = std::exchange(to_flush_, {});
  for (const std::shared_ptr<Guest>& guest : guests) guest->Flush();
  flush_comes_ = false;
  if (!to_flush_.empty()) {
    flush_comes_ = true;
    asio::post(io_, [this] { FlushGuests(); });
  }
}

void LoopCore::SetTimer() {
  const Instant next = wheel_.Next();
  if (next >= timer_set_for_) return;
  timer_set_for_ = next;
  timer_.expires_after(std::max(next - Now(), Duration(0)));
  timer_.async_wait([this](const asio::error_code& cancelled) {
    if (!cancelled) OnTimer();
  });
}

void LoopCore::OnTimer() {
  timer_set_for_ = kNever;
  wheel_.Run(Now());
  if (!ended_) SetTimer();
}

void LoopCore::OnSignal(std::function<void(int)> handle) {
  on_signal_ = std::move(handle);
  signals_.emplace(io_, SIGINT, SIGTERM);
  WaitForSignal();
}

void LoopCore::WaitForSignal() {
  signals_->async_wait([this](const asio::error_code& cancelled, int number) {
    if (cancelled) return;
    on_signal_(number);
    if (!ended_) WaitForSignal();
  });
}

void LoopCore::Run() {
  if (!ended_) io_.run();
  Finish();
}

void LoopCore::Stop() {
  if (stopping_) return;
  stopping_ = true;
  At(Now() + kDrain, [this] { End(); });
  std::vector<std::shared_ptr<Guest>> guests;
  for (const auto& [key, guest] : guests_) guests.push_back(guest);
  for (const std::shared_ptr<Guest>& guest : guests) guest->Goodbye();
  EndIfEmpty();
}

// What was posted until now still runs: mail is delivered in order.
void LoopCore::EndIfEmpty() {
  if (stopping_ && !ended_ && guests_.empty()) mailbox_->Post([this] { End(); });
}

void LoopCore::End() {
  ended_ = true;
  stopping_ = true;
  io_.stop();
}

// Destroys, in this order: sessions, timers, mail. None of it runs any more.
void LoopCore::Finish() {
  if (std::exchange(finished_, true)) return;
  ended_ = true;
  stopping_ = true;
  signals_.reset();
  while (!guests_.empty()) {
    const std::shared_ptr<Guest> guest = guests_.begin()->second;
    guest->Drop();
    guests_.erase(guest.get());
  }
  guest_count_ = 0;
  to_flush_.clear();
  wheel_.Clear();
  mailbox_->Close();
  read_block_.Share();
  timer_.cancel();
  busy_.reset();
  // What asio still holds are handlers of closed sockets: they let go of their connections.
  io_.restart();
  io_.poll();
}

}  // namespace dragoman::tcp
