// OnePeer: connects to one peer, waits for its introduction, does one thing there and is gone. For probe and call.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "apps/dragoman/instance.h"
#include "apps/dragoman/network_choice.h"
#include "apps/dragoman/verb.h"

namespace dragoman {

class OnePeer {
 public:
  void DeclareDialect(OptionList& options) { choice_.Declare(options); }
  void DeclareAddress(OptionList& options, std::string what);

  // The dialect and network that the options name. Errors: kUsage.
  Status Choose(const DialectRegistry& dialects);
  const Dialect& dialect() const { return choice_.dialect(); }
  const std::string& network() const { return choice_.network(); }
  const std::string& address() const { return address_; }
  Duration timeout() const { return timeout_; }

  // Runs `talk` on the peer's loop when the peer is connected. It (or what it starts) calls the `done` it gets once;
  // all that it needs of the peer has to be copied by then. Gives what `done` was given, or why it did not come so far.
  using Done = std::function<void(Status)>;
  Status Meet(std::function<void(Peer&, Done)> talk);

 private:
  NetworkChoice choice_;
  std::string address_;
  std::string from_;
  Duration timeout_ = std::chrono::seconds(10);
};

// Tells why it failed, on stderr and with `json` as {"error": …} on stdout; gives how to end.
ExitCode TellFailure(const std::string& address, const Status& why, bool json);

}  // namespace dragoman
