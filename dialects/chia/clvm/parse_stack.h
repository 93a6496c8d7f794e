// ParseStack: the values that a parser of a CLVM tree holds, as the list that back-references point into
// (wire/chia.md 5.2): newest value first, each pair's left value before its right one.
//
// The list is shared cells, so that a reference to a part of it costs nothing. A cell becomes the pair it was opened for
// when the pair is complete, unless a reference has kept the cell itself. So there are at most as many cells as two per
// pair of the input, of 8 bytes each, and one bit per open pair: at most 8 bytes for a byte of the input, twice that
// while the list grows.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::chia::clvm {

// A value in the stack's own numbering: an atom as its owner numbered it, or a cell.
class Value {
 public:
  static constexpr std::uint32_t kLimit = 1u << 31;  // of atoms and of cells

  constexpr Value() = default;  // nil
  static constexpr Value Atom(std::uint32_t number) { return Value(number); }
  static constexpr Value Cell(std::uint32_t index) { return Value(index | kLimit); }

  bool is_cell() const { return (bits_ & kLimit) != 0; }
  std::uint32_t index() const { return bits_ & ~kLimit; }
  friend bool operator==(Value, Value) = default;

 private:
  constexpr explicit Value(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = 0;
};

class ParseStack {
 public:
  struct Cell {
    Value first, rest;
  };

  // A pair begins: its left value comes next.
  void OpenPair() { awaits_right_.push_back(false); }
  // Whether a value is still awaited; true until the root is complete.
  bool open() const { return !awaits_right_.empty(); }
  // Whether the pair opened last has its left value.
  bool awaits_right() const { return awaits_right_.back(); }
  // The left value of the pair opened last.
  void PushLeft(Value left);
  // The right value of the pair opened last; gives the pair, which is complete.
  Value CloseWithRight(Value right);

  // The value at `path`.
  Result<Value> Follow(Bytes path);

  const Cell& At(Value cell) const { return cells_[cell.index()]; }

 private:
  std::vector<Cell> cells_;
  std::vector<bool> awaits_right_;
  Value top_;
  std::size_t depth_ = 0;  // cells of the list
  std::size_t kept_ = 0;   // how many of them, from the oldest, a reference keeps
};

}  // namespace dragoman::chia::clvm
