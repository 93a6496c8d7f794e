// What every message passes before anybody handles it, in the order of wire/chia.md 8.2 and 13.
#pragma once

#include "core/peer/peer.h"

namespace dragoman::chia {

// The limits of its type; handshake and answers included.
Status CheckRates(Peer& peer, const Envelope& envelope);
// The same for a large message of which only the front is there, as far as that tells.
Status ForetellFrame(Peer& peer, Bytes first_bytes, std::size_t at_least);
// That somebody takes it, that its sender may send it, that its window has room.
Status CheckSender(Peer& peer, const Envelope& envelope);
// A question whose answer outlives its turn is over: its window has room again when what came in one read is worked off,
// for what came at once counts as being under way at once.
void EndQuestion(Peer& peer, NativeType message);
// The same for all others: their answer has ended.
void EndAnswered(Peer& peer, NativeType message);
// What came in one read is worked off, or under way.
void CountAnew(Peer& peer);

}  // namespace dragoman::chia
