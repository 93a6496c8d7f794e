// Tokens as our tools print them: [tag, "number|string|bytes|bool|double", value] (docs/wire-tools.md).
#pragma once

#include "core/base/json.h"
#include "core/base/writer.h"
#include "dialects/flowee/token.h"

namespace dragoman::flowee {

// Numbers outside +/-(2^53-1) are strings; doubles always are: 17 digits, "inf", "-inf" or "nan:" and the bits;
// strings that are not UTF-8 are {"hex": …}.
Json ValueToJson(const Token& token);
Json TokenToJson(const Token& token);
// All tokens of `document`, or its first error.
Result<Json> TokensToJson(Bytes document);

// Appends the token or tokens; the error's path leads to the item that is wrong.
Status PutJsonToken(Writer& out, const Json& json);
Status PutJsonTokens(Writer& out, const Json& list);

}  // namespace dragoman::flowee
