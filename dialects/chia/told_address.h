// Which addresses that others tell may be of nodes of this network (wire/chia.md 15.1).
#pragma once

#include "core/peer/peer.h"

namespace dragoman::chia {

// An IP address, not too long to be one; names never count.
bool IsLiteral(std::string_view host);
// The port is where nodes of another network listen.
bool IsOfAnotherNetwork(const Peer& peer, std::uint16_t port);

}  // namespace dragoman::chia
