// The tree hash of a CLVM program: the puzzle hash of a puzzle (wire/chia.md 11).
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia {

// `program` is one serialized program and nothing after it. A back-reference counts as the tree that it stands for; each
// value is hashed once, however often it is referred to, so that time is linear in the program's bytes. Takes at most 48
// bytes of memory for each of them while it runs.
Result<Hash256> TreeHash(Bytes program);

// What it is made of.
Hash256 AtomHash(Bytes atom);
Hash256 PairHash(const Hash256& left, const Hash256& right);

}  // namespace dragoman::chia
