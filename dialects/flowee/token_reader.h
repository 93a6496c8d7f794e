// TokenReader: walks a CMF document token by token (wire/flowee.md 3).
//
//   TokenReader reader(body);
//   while (reader.Next()) Act(reader.token());
//   if (!reader.ok()) return reader.status();
//
// Borrows the document; allocates nothing. After an error there is no next token: what came before it has
// been given out (3.5).
#pragma once

#include "core/base/reader.h"
#include "dialects/flowee/token.h"

namespace dragoman::flowee {

class TokenReader {
 public:
  explicit TokenReader(Bytes document) : reader_(document) {}
  // Slices of `Data` share the document's block.
  explicit TokenReader(Slice document) : source_(std::move(document)), reader_(source_.bytes()) {}

  // Moves to the next token; false at the end of the document and after an error.
  bool Next() {
    if (!reader_.ok() || reader_.done()) return false;
    begin_ = reader_.offset();
    canonical_ = true;
    return TakeShort() || TakeLong();
  }
  const Token& token() const { return token_; }
  // The bytes of a byte array token as a part of the document; empty for other types.
  Slice Data() const;

  // Whether a writer would spell the current token so. Only two forms are unusual: the long tag below 31 and
  // the negative zero (3.1, 3.3).
  bool canonical() const { return canonical_; }

  // Where the current token begins, and where the next one will.
  std::size_t begin() const { return begin_; }
  std::size_t offset() const { return reader_.offset(); }
  bool done() const { return reader_.done(); }
  bool ok() const { return reader_.ok(); }
  const Status& status() const { return reader_.status(); }

 private:
  static constexpr std::uint8_t kLongTag = 31;

  // Nearly all tokens: a short tag, and a value or a size of one byte. The rest, faults included, is for TakeLong.
  bool TakeShort() {
    const Bytes rest = reader_.rest();
    const std::uint8_t tag = rest[0] >> 3;
    if (tag == kLongTag) return false;
    const std::uint8_t type = rest[0] & 7;
    if (type == 4) return Found(tag, Token::Type::kBool, 1, {}, 1);
    if (rest.size() < 2 || rest[1] > 0x7f) return false;
    if (type == 0) return Found(tag, Token::Type::kNumber, rest[1], {}, 2);
    const std::size_t size = rest[1];
    if ((type != 2 && type != 3) || 2 + size > rest.size()) return false;
    return Found(tag, type == 2 ? Token::Type::kString : Token::Type::kBytes, 0, rest.subspan(2, size), 2 + size);
  }
  bool Found(std::uint32_t tag, Token::Type type, std::uint64_t bits, Bytes data, std::size_t taken) {
    token_ = Token{.tag = tag, .type = type, .negative = false, .bits = bits, .data = data};
    static_cast<void>(reader_.Take(taken));
    return true;
  }
  bool TakeLong();
  std::uint32_t TakeTag(std::uint8_t first);
  void TakeValue(std::uint8_t type);
  void TakeNegative();
  void TakeRun();

  Slice source_;
  Reader reader_;
  Token token_;
  std::size_t begin_ = 0;
  bool canonical_ = true;
};

// Whether a token with this tag comes before the end or the first error.
bool HasTag(Bytes document, std::uint32_t tag);

}  // namespace dragoman::flowee
