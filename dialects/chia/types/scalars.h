// The scalar types of the Streamable encoding (wire/chia.md 5): big-endian, counts of four bytes, strict UTF-8.
// Variable parts are views: a decoded message shares the block that it was read from.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/base/slice.h"
#include "core/wire/message.h"
#include "dialects/chia/types/point.h"
#include "dialects/chia/types/program.h"

namespace dragoman::chia {

using Bytes32 = Hash256;
template <class T>
using List = wire::Sequence<T>;
template <class T>
using Part = wire::Part<T>;

}  // namespace dragoman::chia
