// A hash or id as a request gives it: of whatever size came.
#pragma once

#include <algorithm>
#include <optional>

#include "core/base/bytes.h"

namespace dragoman::flowee {

// nullopt if it has not 32 bytes.
inline std::optional<Hash256> HashOf(Bytes given) {
  Hash256 hash;
  if (given.size() != hash.size()) return std::nullopt;
  std::copy(given.begin(), given.end(), hash.begin());
  return hash;
}

}  // namespace dragoman::flowee
