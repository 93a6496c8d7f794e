// NetworkId: which network of which family something belongs to, as a small number the router hands out.
#pragma once

#include <cstdint>

namespace dragoman {

enum class NetworkId : std::uint16_t {};

}  // namespace dragoman
