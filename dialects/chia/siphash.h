// SipHash-2-4 with the key zero, of what Chia's filters hold.
#pragma once

#include "core/base/bytes.h"

namespace dragoman::chia {

std::uint64_t SipHashOf(const Hash256& element);

}  // namespace dragoman::chia
