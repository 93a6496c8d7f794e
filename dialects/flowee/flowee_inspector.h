// FloweeInspector: Flowee messages as JSON and back, for the tools (docs/wire-tools.md). Const and thread-safe.
//
//   {"type": "BlockChain.GetBlock",
//    "fields": {"header": [[1,"number",1],[2,"number",4],[0,"bool",true]], "body": [[7,"number",5]]},
//    "named": {"BlockHeight": 5}}
//
// `raw` (the whole line) stands beside them where the fields do not give back the same bytes: an unusual spelling,
// or a body that is not CMF (`"body": null`).
#pragma once

#include "core/dialect/inspector.h"

namespace dragoman::flowee {

class FloweeInspector final : public Inspector {
 public:
  Result<Json> Decode(Bytes line) const override;
  Result<ByteVector> Encode(const Json& message) const override;
  // Type "cmf" is a bare token list; a message type is its body, with names. Both have the tokens in `fields`.
  Result<Json> DecodeAs(std::string_view type, Bytes body) const override;
  // Of the fields of a whole message it takes the body.
  Result<ByteVector> EncodeAs(std::string_view type, const Json& message) const override;
};

}  // namespace dragoman::flowee
