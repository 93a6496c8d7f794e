// Who may send a message, and whether a full node takes it as other than an answer (wire/chia.md 7).
#pragma once

#include "core/wire/codec.h"
#include "dialects/chia/node_type.h"

namespace dragoman::chia {

bool MaySend(NodeType sender, NativeType message);
// A full node has a handler for it.
bool Handled(NativeType message);

}  // namespace dragoman::chia
