// RpcDoor: a dialect's RPC as JSON over HTTPS: TLS 1.3, both sides with a certificate of one private authority.
//
//   POST /ENDPOINT  {…}   200 with what the dialect answers; 404 no such endpoint; 405 not POST; 500 no JSON
//
// Calls are answered one after the other by a thread of their own. Made and destroyed by the main thread; ends before the
// services that are asked do.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "apps/dragoman/rpc_keys.h"
#include "core/base/executor.h"
#include "core/dialect/rpc.h"
#include "transports/http/server_stream.h"
#include "transports/tcp/listener.h"

namespace dragoman {

class RpcDoor {
 public:
  // `limits`: how many connections may be opening, and how many of one network. Errors: kUsage for keys that are none,
  // and as for dragoman::Listen. `rule` and `loops` outlive it.
  static Result<std::unique_ptr<RpcDoor>> Open(const std::string& address, const RpcKeys& keys, const RpcRule& rule,
                                               RpcGround ground, std::span<Loop* const> loops, ListenOptions limits);
  // The call under way is answered; those that wait are not begun, for nobody hears the answers any more.
  ~RpcDoor() { over_ = true; }
  const std::string& address() const { return listener_->address(); }

 private:
  RpcDoor(const RpcRule& rule, RpcGround ground) : rule_(rule), ground_(std::move(ground)) {}
  void Take(const http::Request& request, const HttpAnswer& answer);
  // Tells who was refused and why, once a second at most. Any thread.
  void Refused(const std::string& remote, const Status& why);

  // Calls that wait for their turn; more are refused.
  static constexpr std::size_t kMostWaiting = 64;

  const RpcRule& rule_;
  const RpcGround ground_;
  std::atomic<std::int64_t> refusal_told_ = 0;  // seconds of the steady clock
  std::atomic<bool> over_ = false;
  std::optional<Listener> listener_;
  ThreadPool calls_{1, kMostWaiting};
};

}  // namespace dragoman
