// Attempt: one dial under way: look up, connect to one address after the other, hand over the first
// that answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "transports/tcp/dialer.h"
#include "transports/tcp/endpoint.h"
#include "transports/tcp/loop_core.h"

namespace dragoman::tcp {

class Attempt final : public Guest, public std::enable_shared_from_this<Attempt> {
 public:
  Attempt(LoopCore& core, std::string address, const DialOptions& options, MakeStream make,
          std::function<void(Status)> failed);

  void Start();
  void Goodbye() override;
  void Drop() override;

 private:
  Status Prepare();
  void LookUpElsewhere();
  void Found(std::vector<Endpoint> remotes);
  void ConnectNext();
  void OnConnected(const asio::error_code& fault);
  void OnTimer();
  void Succeed();
  void Fail(Status why);
  void Leave();

  LoopCore& core_;
  const std::string text_;  // the address as it was given
  const DialOptions options_;
  MakeStream make_;
  std::function<void(Status)> failed_;

  Address address_;
  std::optional<Endpoint> from_;
  std::vector<Endpoint> remotes_;
  std::size_t next_ = 0;  // of remotes_
  asio::ip::tcp::socket socket_;
  std::uint64_t round_ = 0;  // a connect that was given up answers with an older one
  Instant deadline_{};
  TimerWheel::Id timer_ = TimerWheel::kNone;
  Status last_;
  bool over_ = false;
};

}  // namespace dragoman::tcp
