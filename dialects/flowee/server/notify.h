// Tells one subscriber what it wants to hear, in the order of wire/flowee.md 9.13.
#pragma once

#include "core/peer/peer.h"

namespace dragoman::flowee {

// From now on what happens on this peer's network becomes its news. A subscriber that does not take
// its news, or does not read what it is told, is cut off: it would not know what it has missed.
void ListenForNews(Peer& peer);

// Works through the news of the connection, one after the other.
Task<Status> NotifySubscriber(Peer& peer);

}  // namespace dragoman::flowee
