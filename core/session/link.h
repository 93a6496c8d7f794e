// What a transport's opening said about a link, how it ended, and who may open one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/session/host.h"

namespace dragoman {

class Session;
class Stream;

// What an HTTP upgrade said before the link became one of messages.
struct Upgrade {
  std::string target;                                        // "/ws"
  std::vector<std::pair<std::string, std::string>> headers;  // the peer's, in its order
};

struct LinkInfo {
  std::string remote;                      // HOST:PORT, [HOST]:PORT for IPv6
  std::string local;                       // HOST:PORT
  bool inbound = false;                    // the other side connected to us
  Instant since = {};                      // when the connection came up, before any handshake of its transport
  std::string certificate;                 // the peer's own in DER; empty without TLS or if it showed none
  std::shared_ptr<const Upgrade> upgrade;  // null unless there was one
};

enum class ClosedBy : std::uint8_t { kUs, kPeer, kNetwork };
// "us", "peer", "network".
std::string_view Name(ClosedBy by);

struct Closed {
  Status why;
  ClosedBy by = ClosedBy::kUs;
  // What the transport's own goodbye said, where it has one (WebSocket); 0: nothing.
  std::uint16_t code = 0;
  std::string reason = {};
};

// Makes the session for a link that came up; a refusal closes it without a byte.
using Adopt = std::function<Result<std::unique_ptr<Session>>(LinkInfo, Host&)>;
// The same for whatever a transport pumps.
using MakeStream = std::function<Result<std::unique_ptr<Stream>>(LinkInfo, Host&)>;
// The session itself is the stream: a transport of plain bytes.
MakeStream Plain(Adopt adopt);

// Opens links. Exactly one of the two callbacks follows a Dial, on the host's thread.
class Dialer {
 public:
  virtual ~Dialer() = default;
  virtual void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) = 0;
};

// One that carries any stream, so that another dialer may stand on it.
class StreamDialer : public Dialer {
 public:
  virtual void DialStream(const std::string& address, MakeStream make, std::function<void(Status)> failed) = 0;
  void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) override {
    DialStream(address, Plain(std::move(adopt)), std::move(failed));
  }
};

}  // namespace dragoman
