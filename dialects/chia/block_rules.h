// What can be judged of a block without its chain and without consensus (the section Blocks): what it commits
// to, and its points. Not judged: proofs of time and space, signatures, difficulty, CLVM.
#pragma once

#include "dialects/chia/types/blocks.h"

namespace dragoman::chia {

Status CheckBlock(const FullBlock& block);

}  // namespace dragoman::chia
