// A program's end and its tree hash, beside a parser that keeps every list whole.
#include <memory>
#include <optional>
#include <vector>

#include "dialects/chia/clvm/item.h"
#include "dialects/chia/clvm/serialized.h"
#include "dialects/chia/clvm/tree_hash.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

struct Tree;
using Node = std::shared_ptr<Tree>;
struct Tree {
  bool is_pair = false;
  Hash256 hash{};
  Node left, right;
};

Node Atom(Bytes atom) { return std::make_shared<Tree>(Tree{false, chia::AtomHash(atom), nullptr, nullptr}); }
Node Pair(Node left, Node right) {
  const Hash256 hash = chia::PairHash(left->hash, right->hash);
  return std::make_shared<Tree>(Tree{true, hash, std::move(left), std::move(right)});
}

// What a path leads to; nullptr: into an atom.
Node Follow(Node at, Bytes path) {
  std::size_t bits = path.size() * 8;
  const auto bit = [&](std::size_t i) { return (path[path.size() - 1 - i / 8] >> (i % 8) & 1) != 0; };
  while (bits > 0 && !bit(bits - 1)) --bits;
  if (bits == 0) return Atom({});
  for (std::size_t i = 0; i + 1 < bits; ++i) {
    if (!at->is_pair) return nullptr;
    at = bit(i) ? at->right : at->left;
  }
  return at;
}

struct Parsed {
  std::size_t length;
  Hash256 hash;
};

std::optional<Parsed> ParseWhole(Bytes input) {
  chia::clvm::ItemReader items(input);
  Node stack = Atom({});
  std::vector<bool> make_pair = {false};
  while (!make_pair.empty()) {
    const bool is_pair_due = make_pair.back();
    make_pair.pop_back();
    if (is_pair_due) {
      Node pair = Pair(stack->right->left, stack->left);
      stack = Pair(std::move(pair), stack->right->right);
      continue;
    }
    chia::clvm::Item item;
    if (!items.Next(item).ok()) return std::nullopt;
    if (item.kind == chia::clvm::Item::kPair) {
      make_pair.insert(make_pair.end(), {true, false, false});
      continue;
    }
    Node value = item.kind == chia::clvm::Item::kAtom ? Atom(item.atom) : Follow(stack, item.atom);
    if (value == nullptr) return std::nullopt;
    stack = Pair(std::move(value), stack);
  }
  return Parsed{items.offset(), stack->left->hash};
}

void Run(Input input) {
  // The shared pointers of the slow parser end by recursion.
  const Bytes bytes = input.Rest().first(std::min<std::size_t>(input.Rest().size(), 4096));
  const Result<std::size_t> length = chia::SerializedLength(bytes);
  const std::optional<Parsed> slow = ParseWhole(bytes);
  Require(length.ok() == slow.has_value(), "both find an end or none");
  if (!length.ok()) {
    Require(length.status().offset() <= bytes.size(), "refused at a place within the input");
    return;
  }
  Require(*length == slow->length, "the same end");
  const Result<Hash256> hash = chia::TreeHash(bytes.first(*length));
  Require(hash.ok() && *hash == slow->hash, "the same tree");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
