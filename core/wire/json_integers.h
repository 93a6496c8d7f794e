// Integers of 128 bits in JSON: numbers within +/-(2^53-1), else decimal text. Both are read.
#pragma once

#include "core/base/int128.h"
#include "core/base/json.h"

namespace dragoman::wire {

Json JsonOf(Uint128 value);
Json JsonOf(Int128 value);
Status ReadJson(const Json& json, Uint128& value);
Status ReadJson(const Json& json, Int128& value);

}  // namespace dragoman::wire
