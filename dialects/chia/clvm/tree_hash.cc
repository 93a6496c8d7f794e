#include "dialects/chia/clvm/tree_hash.h"

#include <array>

#include "core/base/hash.h"
#include "dialects/chia/clvm/parse.h"

namespace dragoman::chia {
namespace {

using clvm::ParseStack;
using clvm::Value;

// Nil and the atoms of one byte below 80 are most of the atoms there are: they share a hash each.
constexpr std::uint32_t kSmallAtoms = 129;
constexpr std::uint8_t kAtomMark = 1;
constexpr std::uint8_t kPairMark = 2;

const std::array<Hash256, kSmallAtoms>& SmallAtomHashes() {
  static const std::array<Hash256, kSmallAtoms> hashes = [] {
    std::array<Hash256, kSmallAtoms> all;
    all[0] = AtomHash({});
    for (std::uint32_t i = 1; i < kSmallAtoms; ++i) {
      const auto byte = static_cast<std::uint8_t>(i - 1);
      all[i] = AtomHash({&byte, 1});
    }
    return all;
  }();
  return hashes;
}

class Hasher {
 public:
  explicit Hasher(const ParseStack& stack) : stack_(stack) {}

  Value Atom(Bytes atom) {
    if (atom.empty()) return Value::Atom(0);
    if (atom.size() == 1 && atom[0] < 0x80) return Value::Atom(1u + atom[0]);
    atoms_.push_back(AtomHash(atom));
    return Value::Atom(static_cast<std::uint32_t>(kSmallAtoms + atoms_.size() - 1));
  }
  void Pair(Value pair) { HashCell(pair); }
  // A part of the list itself: from its oldest cell without a hash on.
  void Found(Value value) {
    unhashed_.clear();
    for (; value.is_cell() && !IsHashed(value); value = stack_.At(value).rest) unhashed_.push_back(value);
    for (; !unhashed_.empty(); unhashed_.pop_back()) HashCell(unhashed_.back());
  }

  const Hash256& HashOf(Value value) const {
    if (value.is_cell()) return cells_[value.index()];
    return value.index() < kSmallAtoms ? SmallAtomHashes()[value.index()] : atoms_[value.index() - kSmallAtoms];
  }

 private:
  bool IsHashed(Value cell) const { return cell.index() < hashed_.size() && hashed_[cell.index()]; }
  void HashCell(Value value) {
    const ParseStack::Cell& cell = stack_.At(value);
    const Hash256 hash = PairHash(HashOf(cell.first), HashOf(cell.rest));
    if (value.index() >= cells_.size()) {
      cells_.resize(value.index() + 1);
      hashed_.resize(value.index() + 1);
    }
    cells_[value.index()] = hash;
    hashed_[value.index()] = true;
  }

  const ParseStack& stack_;
  std::vector<Hash256> atoms_, cells_;
  std::vector<bool> hashed_;
  std::vector<Value> unhashed_;
};

}  // namespace

Hash256 AtomHash(Bytes atom) { return Sha256Of(Bytes(&kAtomMark, 1), atom); }

Hash256 PairHash(const Hash256& left, const Hash256& right) { return Sha256Of(Bytes(&kPairMark, 1), left, right); }

Result<Hash256> TreeHash(Bytes program) {
  ParseStack stack;
  Hasher hasher(stack);
  const Result<Value> root = clvm::Parse(program, stack, hasher);
  if (!root.ok()) return root.status();
  return hasher.HashOf(*root);
}

}  // namespace dragoman::chia
