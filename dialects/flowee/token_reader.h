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
  bool Next();
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
  bool TakeShort();
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
