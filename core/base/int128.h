// Integers of 128 bits, which some wires carry, and their decimal text.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace dragoman {

__extension__ typedef unsigned __int128 Uint128;
__extension__ typedef __int128 Int128;

std::string ToDecimal(Uint128 value);
std::string ToDecimal(Int128 value);
// Digits alone, and for a signed value a minus in front.
Result<Uint128> Uint128Of(std::string_view decimal);
Result<Int128> Int128Of(std::string_view decimal);

}  // namespace dragoman
