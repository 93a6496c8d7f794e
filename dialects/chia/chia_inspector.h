// ChiaInspector: Chia's messages and structs as JSON and back, for the tools (docs/wire-tools.md). Const, thread-safe.
//
//   a frame:       {"type": "new_peak", "id": null, "fields": {"header_hash": "0x…", …}}
//   a bare body:   {"type": "NewPeak", "fields": {…}}, for the names of messages and of structs
//
// Bytes are 0x-hex; integers outside +/-(2^53-1) are strings. Versioned structs show the fields of every version.
#pragma once

#include "core/dialect/inspector.h"

namespace dragoman::chia {

class ChiaInspector final : public Inspector {
 public:
  Result<Json> Decode(Bytes line) const override;
  Result<ByteVector> Encode(const Json& message) const override;
  Result<Json> DecodeAs(std::string_view type, Bytes body) const override;
  Result<ByteVector> EncodeAs(std::string_view type, const Json& message) const override;
};

}  // namespace dragoman::chia
