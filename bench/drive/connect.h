// A blocking connection to a server on this machine, without Nagle's delay.
#pragma once

#include <cstdint>

namespace dragoman::bench {

int Connect(std::uint16_t port);

}  // namespace dragoman::bench
