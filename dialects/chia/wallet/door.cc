#include "dialects/chia/wallet/door.h"

namespace dragoman::chia {

Task<Status> CheckCoinsAreKnown(Peer&) { co_return Ok(); }

}  // namespace dragoman::chia
