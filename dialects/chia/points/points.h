// Whether bytes are a point of BLS12-381 as Chia takes them: compressed, on the curve, in the prime-order subgroup
// (wire/chia.md 5). Points are relayed as they came, and no signature is judged here, so that nothing is decompressed:
// README.md tells how a check does without. Thread-safe, no memory.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

using G1Bytes = ByteArray<48>;
using G2Bytes = ByteArray<96>;

Status CheckG1(const G1Bytes& point);
Status CheckG2(const G2Bytes& point);

}  // namespace dragoman::chia
