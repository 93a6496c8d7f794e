// The addresses behind a DNS name, by the system's resolver, off the network threads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/executor.h"
#include "core/base/result.h"
#include "core/peer/ip_range.h"

namespace dragoman::peers {

// IPv4 ones first, then IPv6 ones, up to 32 each. `found` is called once, on the executor's thread or, where that takes
// no more work, at once. Errors: kUnreachable, kOverload.
void ResolveBySystem(Executor& executor, const std::string& name,
                     std::function<void(const Result<std::vector<IpAddress>>&)> found);

}  // namespace dragoman::peers
