// ConnectOnce: a connection that somebody asks for while the node runs, and how its handshake went.
#pragma once

#include <functional>
#include <string>

#include "core/peer/node.h"

namespace dragoman {

// On the owner's loop. `done` is called at most once, on any thread: the peer counts as connected, or why not.
void ConnectOnce(Node& node, Dialer& dialer, Host& host, const std::string& address, std::function<void(Status)> done);

}  // namespace dragoman
