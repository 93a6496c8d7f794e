// Variable-length integers of CMF: groups of seven bits, most significant first, one spelling a number
// (wire/flowee.md 3.2).
#pragma once

#include "core/base/reader.h"
#include "core/base/writer.h"

namespace dragoman::flowee {

inline constexpr std::size_t kMaxVarIntBytes = 10;

// Takes one off `reader`; more than ten bytes or more than 64 bits fail it.
std::uint64_t TakeVarInt(Reader& reader);
void PutVarInt(Writer& out, std::uint64_t value);

}  // namespace dragoman::flowee
