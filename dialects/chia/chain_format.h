// Chia's blocks as the chain service reads them.
#pragma once

#include <memory>

#include "core/router/chain_format.h"

namespace dragoman::chia {

std::shared_ptr<const ChainFormat> MakeChainFormat();

}  // namespace dragoman::chia
