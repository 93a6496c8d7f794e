// Writes CMF tokens, each in its one canonical spelling (wire/flowee.md 3).
#pragma once

#include "core/base/writer.h"
#include "dialects/flowee/token.h"

namespace dragoman::flowee {

// `value` must not be below kLowestNumber: no reader understands such a number (3.3).
void PutInt(Writer& out, std::uint32_t tag, std::int64_t value);
void PutNum(Writer& out, std::uint32_t tag, std::uint64_t value);
void PutString(Writer& out, std::uint32_t tag, std::string_view text);
void PutBytes(Writer& out, std::uint32_t tag, Bytes bytes);
void PutBool(Writer& out, std::uint32_t tag, bool value);
void PutDouble(Writer& out, std::uint32_t tag, double value);
void PutToken(Writer& out, const Token& token);

// Between or after records (8.4).
inline void PutSeparator(Writer& out) { PutBool(out, 0, true); }

}  // namespace dragoman::flowee
