// Rpc: what the people who run a node ask it in the words of their network's own tools. A dialect answers; what carries
// the questions is the app's business (apps/dragoman/rpc_door.h: JSON over HTTPS).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/status.h"

namespace dragoman {

class Node;

// The node that is asked about, and what may be done with it. Lives longer than every call.
struct RpcGround {
  Node* node = nullptr;
  // Connects once to HOST:PORT. `done` is called at most once, on any thread, when the handshake is over or why there
  // was none; never if the process ends first.
  std::function<void(const std::string& address, std::function<void(Status)> done)> dial;
  // Ends the process in good order.
  std::function<void()> stop;
};

struct RpcCall {
  std::string endpoint;  // "get_block", one of those that the rule lists
  Json request;          // whatever JSON it was
};

// Takes the answer, a JSON text: once, on any thread, now or later.
using RpcAnswer = std::function<void(std::string json)>;

struct RpcRule {
  std::vector<std::string> endpoints;
  // Called on a thread of its own, one call after the other, so it may wait for the services of the router.
  void (*handle)(const RpcGround&, const RpcCall&, const RpcAnswer&) = nullptr;
};

}  // namespace dragoman
