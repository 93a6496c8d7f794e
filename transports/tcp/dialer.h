// TcpDialer: opens TCP links; the Dialer of a node. Links are pinned to the dialer's loop.
#pragma once

#include <memory>
#include <string>

#include "core/session/link.h"
#include "transports/tcp/loop.h"

namespace dragoman {

struct DialOptions {
  std::string
      from;  // address of ours to connect from: ADDRESS or ADDRESS:PORT; empty: the system's choice
  Duration timeout = std::chrono::seconds(10);  // for looking up the name and connecting together
};

class TcpDialer final : public StreamDialer {
 public:
  // `loop` must outlive the dialer.
  explicit TcpDialer(Loop& loop, DialOptions options = {});

  // Any thread; both callbacks come on the loop's, never from within the call. A name's addresses are
  // tried in turn. Faults: kUsage for what is no address or no address of ours, kUnreachable for
  // whatever may work another time. If the loop ends first, neither comes.
  void DialStream(const std::string& address, MakeStream make, std::function<void(Status)> failed) override;

 private:
  Loop& loop_;
  const DialOptions options_;
};

}  // namespace dragoman
