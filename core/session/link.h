// What a transport's opening said about a link, how it ended, and who may open one.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/session/host.h"

namespace dragoman {

class Session;

struct LinkInfo {
  std::string remote;    // HOST:PORT, [HOST]:PORT for IPv6
  std::string local;     // HOST:PORT
  bool inbound = false;  // the other side connected to us
};

enum class ClosedBy : std::uint8_t { kUs, kPeer, kNetwork };
// "us", "peer", "network".
std::string_view Name(ClosedBy by);

struct Closed {
  Status why;
  ClosedBy by = ClosedBy::kUs;
};

// Makes the session for a link that came up; a refusal closes it without a byte.
using Adopt = std::function<Result<std::unique_ptr<Session>>(LinkInfo, Host&)>;

// Opens links. Exactly one of the two callbacks follows a Dial, on the host's thread.
class Dialer {
 public:
  virtual ~Dialer() = default;
  virtual void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) = 0;
};

}  // namespace dragoman
