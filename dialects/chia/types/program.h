// Program: a CLVM tree in its serialized form, kept byte for byte (wire/chia.md 5.2). It has neither length nor end
// mark: reading it walks the tree.
#pragma once

#include "core/base/reader.h"

namespace dragoman::chia {

class Program {
 public:
  Program() = default;  // nil
  // Of bytes that are known to be one program.
  static Program Of(Slice serialized) {
    Program program;
    program.serialized_ = std::move(serialized);
    return program;
  }

  static void Skip(Reader& in);
  void Read(Reader& in);
  Bytes bytes() const { return serialized_.bytes(); }
  const Slice& serialized() const { return serialized_; }
  Program Owned() const { return Of(serialized_.Owned()); }
  // Back-references included.
  static ByteVector Arbitrary(std::uint64_t seed);

  friend bool operator==(const Program&, const Program&) = default;

 private:
  static constexpr std::uint8_t kNil[1] = {0x80};
  Slice serialized_ = Slice::View(kNil);
};

}  // namespace dragoman::chia
