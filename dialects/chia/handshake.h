// The first words with a Chia peer, in both roles (wire/chia.md 6).
#pragma once

#include "core/peer/peer.h"

namespace dragoman::chia {

Task<Status> ShakeHands(Peer& peer);

}  // namespace dragoman::chia
