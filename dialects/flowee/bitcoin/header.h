// Header: the 80 bytes a block begins with. Hashes in wire order (wire/flowee.md 8.4).
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/writer.h"

namespace dragoman::flowee::bitcoin {

inline constexpr std::size_t kHeaderBytes = 80;
inline constexpr std::size_t kMerkleRootOffset = 36;
inline constexpr std::size_t kBitsOffset = 72;

struct Header {
  std::int32_t version = 0;
  Hash256 previous{};
  Hash256 merkle_root{};
  std::uint32_t time = 0;  // seconds since 1970-01-01 UTC
  std::uint32_t bits = 0;  // the target, compact (work.h)
  std::uint32_t nonce = 0;
  Hash256 hash{};  // of the 80 bytes, not among them
};

// From the first bytes of a block; more may follow.
Result<Header> ParseHeader(Bytes block);
// Without the hash.
void WriteHeader(Writer& writer, const Header& header);

}  // namespace dragoman::flowee::bitcoin
