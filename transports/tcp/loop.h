// Loop: one thread's event loop. It is the Host of every session whose connection is pinned to it,
// keeps their timers on one wheel and shares one read block between them. asio stays behind it.
//
// Lifetime: whatever its sessions use (nodes, router, services) must live until Run has returned;
// by then every session, timer and posted piece of work is destroyed. The Loop itself must outlive
// those nodes' last Post.
#pragma once

#include <functional>
#include <memory>

#include "core/session/host.h"

namespace dragoman {

namespace tcp {
class LoopCore;
}

class Loop final : public Host {
 public:
  // `clock` must outlive the loop.
  explicit Loop(const Clock& clock);
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // --- Host ---
  Instant Now() const override;
  void Post(std::function<void()> work) override;
  // At most 20 ms late when the loop is not busy, never early. The loop's thread, or before Run.
  void After(Duration delay, std::function<void()> work) override;

  // Post for whoever may outlive the loop; then it drops the work.
  std::function<void(std::function<void()>)> Poster() const;

  // Runs on the calling thread until stopped. Once.
  void Run();
  // Any thread. Stops accepting and dialing, closes every session with kShutdown, gives what is
  // queued up to 3 s to reach the peers, then Run returns. A second call changes nothing.
  void Stop();
  // Any thread. The same without waiting for anybody.
  void StopNow();

  // `handle` gets SIGINT and SIGTERM, on this loop's thread. Call it before Run, on one loop of the
  // process. When Run has returned the signals kill again.
  void OnSignal(std::function<void(int)> handle);

  // Connections, listeners and dials under way. Any thread.
  std::size_t guests() const;

  // For transports.
  tcp::LoopCore& core() { return *core_; }

 private:
  const std::unique_ptr<tcp::LoopCore> core_;
};

}  // namespace dragoman
