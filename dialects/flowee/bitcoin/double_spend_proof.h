// A double-spend proof: what two transactions that spend one output signed, so that a third can see
// that both were signed by its owner without having either (wire/flowee.md 9.12). We make proofs
// and verify none.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::flowee::bitcoin {

// Of the first output that both spend, whichever came first. kUnsupported where there is none or
// where it is not unlocked by a signature alone or with its key.
Result<ByteVector> MakeDoubleSpendProof(Bytes first, Bytes second);

}  // namespace dragoman::flowee::bitcoin
