// What a Chia full node does with its peers: the handshake, what it answers, what it hears.
#pragma once

#include "dragoman/dialect.h"

namespace dragoman::chia {

void AddFlows(Dialect& chia);

}  // namespace dragoman::chia
