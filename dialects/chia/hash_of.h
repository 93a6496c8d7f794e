// The hash of a struct: SHA-256 of its encoding (wire/chia.md 11).
#pragma once

#include "core/base/hash.h"
#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

template <class T>
Hash256 HashOf(const T& value) {
  ByteVector encoded;
  Writer out(encoded);
  WriteMessage(value, out);
  return Sha256(encoded);
}

}  // namespace dragoman::chia
