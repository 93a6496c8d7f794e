// Where a CLVM program ends, which has neither a length nor an end mark (wire/chia.md 5.2).
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

// The bytes of the one program at the front of `input`; what follows it is not looked at. Back-references are followed,
// as the network does, so that a path which leads nowhere is a fault here. Allocates only for a program that has any:
// at most 16 bytes for each of its bytes, given back on return. Time is linear in the program.
Result<std::size_t> SerializedLength(Bytes input);

}  // namespace dragoman::chia
