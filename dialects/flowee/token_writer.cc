#include "dialects/flowee/token_writer.h"

#include <cassert>

#include "dialects/flowee/varint.h"

namespace dragoman::flowee {
namespace {

enum WireType : std::uint8_t { kPositive, kNegative, kString, kBytes, kTrue, kFalse, kDouble };

constexpr std::uint32_t kFirstLongTag = 31;

void PutStart(Writer& out, std::uint32_t tag, WireType type) {
  if (tag < kFirstLongTag) {
    out.U8(static_cast<std::uint8_t>(tag << 3 | type));
    return;
  }
  out.U8(static_cast<std::uint8_t>(0xf8 | type));
  PutVarInt(out, tag);
}

void PutRun(Writer& out, std::uint32_t tag, WireType type, Bytes bytes) {
  PutStart(out, tag, type);
  PutVarInt(out, bytes.size());
  out.Raw(bytes);
}

void PutNegative(Writer& out, std::uint32_t tag, std::uint64_t magnitude) {
  PutStart(out, tag, kNegative);
  PutVarInt(out, magnitude);
}

void PutDoubleBits(Writer& out, std::uint32_t tag, std::uint64_t bits) {
  PutStart(out, tag, kDouble);
  out.U64(bits, std::endian::little);
}

}  // namespace

void PutInt(Writer& out, std::uint32_t tag, std::int64_t value) {
  assert(value >= kLowestNumber);
  if (value < 0) {
    PutNegative(out, tag, static_cast<std::uint64_t>(-value));
  } else {
    PutNum(out, tag, static_cast<std::uint64_t>(value));
  }
}

void PutNum(Writer& out, std::uint32_t tag, std::uint64_t value) {
  PutStart(out, tag, kPositive);
  PutVarInt(out, value);
}

void PutString(Writer& out, std::uint32_t tag, std::string_view text) { PutRun(out, tag, kString, AsBytes(text)); }

void PutBytes(Writer& out, std::uint32_t tag, Bytes bytes) { PutRun(out, tag, kBytes, bytes); }

void PutBool(Writer& out, std::uint32_t tag, bool value) { PutStart(out, tag, value ? kTrue : kFalse); }

void PutDouble(Writer& out, std::uint32_t tag, double value) {
  PutDoubleBits(out, tag, std::bit_cast<std::uint64_t>(value));
}

void PutToken(Writer& out, const Token& token) {
  switch (token.type) {
    case Token::Type::kNumber:
      if (token.negative && token.bits != 0) {
        PutNegative(out, token.tag, token.bits);
      } else {
        PutNum(out, token.tag, token.bits);
      }
      break;
    case Token::Type::kString: PutRun(out, token.tag, kString, token.data); break;
    case Token::Type::kBytes: PutRun(out, token.tag, kBytes, token.data); break;
    case Token::Type::kBool: PutBool(out, token.tag, token.bits != 0); break;
    case Token::Type::kDouble: PutDoubleBits(out, token.tag, token.bits); break;
  }
}

}  // namespace dragoman::flowee
