// LoopCore: what stands behind a Loop, for the transports that run on it. The loop's thread, unless
// said otherwise.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include "core/base/block.h"
#include "core/base/bytes.h"
#include "core/session/host.h"
#include "transports/tcp/guest.h"
#include "transports/tcp/mailbox.h"
#include "transports/tcp/timer_wheel.h"

namespace dragoman::tcp {

class LoopCore {
 public:
  LoopCore(Host& host, const Clock& clock);
  ~LoopCore();
  LoopCore(const LoopCore&) = delete;
  LoopCore& operator=(const LoopCore&) = delete;

  asio::io_context& io() { return io_; }
  Host& host() { return host_; }
  Instant Now() const { return clock_.Now(); }
  // Any thread; may be kept for longer than the loop.
  const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }

  TimerWheel::Id At(Instant due, std::function<void()> work);
  void Cancel(TimerWheel::Id id) { wheel_.Cancel(id); }

  // The loop's one read block, held by nobody else: a new one if the last one is still in use.
  const BlockRef& ReadBlock();

  // A guest is kept until it leaves or is dropped.
  void Enter(std::shared_ptr<Guest> guest);
  void Leave(const Guest& guest);
  std::size_t guests() const { return guest_count_.load(std::memory_order_relaxed); }
  // The guest's Flush is called once when the present work is done.
  void FlushLater(std::shared_ptr<Guest> guest);

  bool stopping() const { return stopping_; }
  void Run();
  void Stop();
  void End();
  void OnSignal(std::function<void(int)> handle);

 private:
  void Work();
  void FlushGuests();
  void SetTimer();
  void OnTimer();
  void EndIfEmpty();
  void WaitForSignal();
  void Finish();

  Host& host_;
  const Clock& clock_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> busy_;
  const std::shared_ptr<Mailbox> mailbox_;
  const std::shared_ptr<BlockPool> pool_;
  BlockRef read_block_;

  TimerWheel wheel_;
  asio::steady_timer timer_;
  Instant timer_set_for_ = kNever;

  std::unordered_map<const Guest*, std::shared_ptr<Guest>> guests_;
  std::atomic<std::size_t> guest_count_ = 0;
  std::vector<std::shared_ptr<Guest>> to_flush_;
  bool flush_comes_ = false;

  std::optional<asio::signal_set> signals_;
  std::function<void(int)> on_signal_;
  bool stopping_ = false;
  bool ended_ = false;
  bool finished_ = false;
};

}  // namespace dragoman::tcp
