// Services of our own and of plugins: ids of 16 and up that the Hub leaves to applications (wire/flowee.md 8.5) are
// asked as `user.<id>` where somebody serves that (docs/write-a-service.md).
#pragma once

#include <chrono>

#include "core/peer/peer.h"

namespace dragoman::flowee {

// For one that keeps silent: the asker hears of it, and its next request has its turn.
inline constexpr std::chrono::seconds kUserServicePatience{30};

// False for what nobody serves.
bool ServedByUser(const Peer& peer, std::int32_t service);
// The reply has the request's user tags; an error in its place becomes CommandFailed.
Task<Status> AskUserService(Peer& peer, const Envelope& message);

}  // namespace dragoman::flowee
