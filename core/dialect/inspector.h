// Inspector: a dialect's messages as people and programs read them (`dragoman decode`, `encode`, `call`).
// Const and thread-safe. JSON forms: docs/wire-tools.md.
#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace dragoman {

class Inspector {
 public:
  virtual ~Inspector() = default;

  // `line` is exactly one whole message as the transport yields it, framing included on byte transports.
  // Gives {"type": …, "fields": …} and, where encoding that would spell it otherwise, "raw": hex.
  // Offsets of an error count from the first byte of `line`.
  virtual Result<Json> Decode(Bytes line) const = 0;
  // The inverse; `raw` wins over `fields`.
  virtual Result<ByteVector> Encode(const Json& message) const = 0;

  // A bare body of the named type, without framing; kUsage with the known names for a type that does not exist.
  virtual Result<Json> DecodeAs(std::string_view type, Bytes body) const = 0;
  virtual Result<ByteVector> EncodeAs(std::string_view type, const Json& message) const = 0;
};

}  // namespace dragoman
