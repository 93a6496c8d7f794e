// The hash functions that several chains share, by OpenSSL.
#pragma once

#include <array>
#include <span>

#include "core/base/bytes.h"

namespace dragoman {

Hash256 Sha256(Bytes bytes);
Hash256 Sha256OfPieces(std::span<const Bytes> pieces);
// Of everything given, one after another.
template <class... Pieces>
Hash256 Sha256Of(const Pieces&... pieces) {
  const std::array<Bytes, sizeof...(pieces)> all = {Bytes(pieces)...};
  return Sha256OfPieces(all);
}
// SHA-256 of SHA-256: Bitcoin's block and transaction ids, in internal byte order.
Hash256 DoubleSha256(Bytes bytes);
// RIPEMD-160 of SHA-256: Bitcoin's public key hash.
ByteArray<20> Hash160(Bytes bytes);

}  // namespace dragoman
