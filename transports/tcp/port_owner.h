// Who listens on a TCP port of this machine, as far as /proc lets us see.
#pragma once

#include <cstdint>
#include <string>

namespace dragoman::tcp {

// "python3 (process 1234)"; empty if nobody listens there or the process is another user's.
std::string PortOwner(std::uint16_t port);

}  // namespace dragoman::tcp
