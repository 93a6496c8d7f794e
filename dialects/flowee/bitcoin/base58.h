// Base58Check: bytes with four bytes of double SHA-256 after them, written in 58 letters.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::flowee::bitcoin {

// Longer text is refused before it is read: the work grows with the square of it.
inline constexpr std::size_t kMaxBase58Letters = 128;

std::string EncodeBase58Check(Bytes payload);
// The bytes without their checksum. Offsets of errors count letters.
Result<ByteVector> DecodeBase58Check(std::string_view text);

}  // namespace dragoman::flowee::bitcoin
