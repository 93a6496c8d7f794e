// SHA-256 of pieces that lie apart, for the small hashes that Chia makes many of.
#pragma once

#include "core/base/bytes.h"

namespace dragoman::chia {

Hash256 Sha256OfPieces(std::span<const Bytes> pieces);

// The hash of everything given, one after another.
template <class... Pieces>
Hash256 Sha256Of(const Pieces&... pieces) {
  const std::array<Bytes, sizeof...(pieces)> all = {Bytes(pieces)...};
  return Sha256OfPieces(all);
}

}  // namespace dragoman::chia
