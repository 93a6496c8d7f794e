// Lower-case hexadecimal, and back. Reading takes upper case too and an optional 0x in front.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman {

std::string ToHex(Bytes bytes);
// The same bytes last first: how Bitcoin's people print a hash.
std::string ToHexReversed(Bytes bytes);
// White space is skipped. The offset of an error counts characters.
Result<ByteVector> FromHex(std::string_view text);

}  // namespace dragoman
