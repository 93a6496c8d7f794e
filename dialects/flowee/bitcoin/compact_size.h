// Bitcoin's variable-length integer: one byte, or fd, fe, ff and 2, 4, 8 bytes, little-endian.
#pragma once

#include "core/base/reader.h"
#include "core/base/writer.h"

namespace dragoman::flowee::bitcoin {

// A longer form than the value needs is an error, as it is for Bitcoin's nodes.
std::uint64_t ReadCompactSize(Reader& reader);
void WriteCompactSize(Writer& writer, std::uint64_t value);

}  // namespace dragoman::flowee::bitcoin
