// One item of a serialized CLVM tree (wire/chia.md 5.2): a pair's mark, an atom, or a back-reference with its path.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia::clvm {

// What stands before an atom's bytes. An atom of one byte below 80 is its own byte and has no prefix.
struct AtomPrefix {
  std::size_t prefix_bytes = 0;
  std::uint64_t size = 0;
};
inline constexpr std::uint64_t kAtomSizeLimit = 0x400000000;  // sizes stay below it

Result<AtomPrefix> ReadAtomPrefix(Bytes input);

struct Item {
  enum Kind : std::uint8_t { kPair, kAtom, kBackReference };
  Kind kind = kAtom;
  Bytes atom;  // the atom, or the path of the back-reference
};

// Takes items off the front of a run of bytes. Allocates nothing.
class ItemReader {
 public:
  explicit ItemReader(Bytes input) : input_(input) {}

  // Bytes taken so far.
  std::size_t offset() const { return at_; }
  // The offsets of faults count from the front of the input.
  Status Next(Item& item);

 private:
  Status TakeAtom(Bytes& atom);

  Bytes input_;
  std::size_t at_ = 0;
};

}  // namespace dragoman::chia::clvm
