// What a full node says of itself as soon as a peer is there (wire/chia.md 12.1), and how a quiet link is kept and
// ended (12.3).
#pragma once

#include "core/peer/peer.h"

namespace dragoman::chia {

Task<Status> Greet(Peer& peer);
// Holds the peer's place among the others while it is there.
Task<Status> KeepCompany(Peer& peer);

}  // namespace dragoman::chia
