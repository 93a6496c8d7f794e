// The addresses behind a DNS name, by the system's resolver, off the network threads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/peer/ip_range.h"

namespace dragoman::peers {

// Hands work to whoever waits for the answer; takes it also when that one has gone, and then drops it.
using Post = std::function<void(std::function<void()>)>;

// IPv4 ones first, then IPv6 ones, up to 32 each. `found` is called once, where `post` calls it. Errors: kUnreachable.
void ResolveBySystem(const std::string& name, Post post, std::function<void(const Result<std::vector<IpAddress>>&)> found);

}  // namespace dragoman::peers
