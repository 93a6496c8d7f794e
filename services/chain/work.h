// Work: 256-bit numbers, little-endian, as far as comparing chains needs them.
#pragma once

#include <compare>

#include "core/base/bytes.h"

namespace dragoman::chain {

// The largest number if the sum does not fit.
Hash256 AddWork(const Hash256& a, const Hash256& b);
std::strong_ordering CompareWork(const Hash256& a, const Hash256& b);

}  // namespace dragoman::chain
