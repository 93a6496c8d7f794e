// Peak: the end of a chain as somebody told it.
#pragma once

#include "core/base/bytes.h"
#include "core/base/int128.h"

namespace dragoman::chia {

struct Peak {
  Hash256 hash{};
  std::uint32_t height = 0;
  Uint128 weight = 0;
};

}  // namespace dragoman::chia
