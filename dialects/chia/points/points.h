// Whether bytes are a point of BLS12-381 as Chia takes them: compressed, on the curve, in the prime-order subgroup
// (wire/chia.md 5). Points are relayed as they came, and no signature is judged here, so that nothing is decompressed:
// README.md tells how a check does without. Thread-safe, no memory.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

Status CheckG1(std::span<const std::uint8_t, 48> point);
Status CheckG2(std::span<const std::uint8_t, 96> point);

}  // namespace dragoman::chia
