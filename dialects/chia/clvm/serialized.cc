#include "dialects/chia/clvm/serialized.h"

#include "dialects/chia/clvm/parse.h"

namespace dragoman::chia {
namespace {

using clvm::Item;
using clvm::ItemReader;
using clvm::Value;

struct Extent {
  std::size_t length = 0;
  bool has_back_references = false;
};

Result<Extent> Measure(Bytes input) {
  ItemReader items(input);
  Extent extent;
  Item item;
  for (std::size_t pending = 1; pending > 0;) {
    DRAGOMAN_TRY(items.Next(item));
    if (item.kind == Item::kPair) {
      ++pending;
    } else {
      --pending;
      extent.has_back_references |= item.kind == Item::kBackReference;
    }
  }
  extent.length = items.offset();
  return extent;
}

// All atoms are one value here: only the shape decides where a path leads.
struct Shape {
  Value Atom(Bytes) { return {}; }
  void Pair(Value) {}
  void Found(Value) {}
};

}  // namespace

Result<std::size_t> SerializedLength(Bytes input) {
  const Result<Extent> extent = Measure(input);
  if (!extent.ok()) return extent.status();
  if (extent->has_back_references) {
    clvm::ParseStack stack;
    Shape shape;
    const Result<Value> root = clvm::Parse(input.first(extent->length), stack, shape);
    if (!root.ok()) return root.status();
  }
  return extent->length;
}

}  // namespace dragoman::chia
