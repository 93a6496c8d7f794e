#include "dialects/chia/clvm/serialized.h"

#include "dialects/chia/clvm/item.h"
#include "dialects/chia/clvm/parse_stack.h"

namespace dragoman::chia {
namespace {

using clvm::Item;
using clvm::ItemReader;
using clvm::ParseStack;
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
Status FollowBackReferences(Bytes program) {
  ItemReader items(program);
  ParseStack stack;
  Item item;
  do {
    const std::size_t at = items.offset();
    DRAGOMAN_TRY(items.Next(item));
    if (item.kind == Item::kPair) {
      stack.OpenPair();
      continue;
    }
    Value value;
    if (item.kind == Item::kBackReference) {
      const Result<Value> found = stack.Follow(item.atom);
      if (!found.ok()) return Status(found.status()).At(at);
      value = *found;
    }
    while (stack.open() && stack.awaits_right()) value = stack.CloseWithRight(value);
    if (stack.open()) stack.PushLeft(value);
  } while (stack.open());
  return Ok();
}

}  // namespace

Result<std::size_t> SerializedLength(Bytes input) {
  const Result<Extent> extent = Measure(input);
  if (!extent.ok()) return extent.status();
  if (extent->has_back_references) {
    if (extent->length >= clvm::Value::kLimit) {
      return Status(Code::kOverLimit, "a program with back-references of {} bytes; they are followed below {}",
                    extent->length, clvm::Value::kLimit);
    }
    DRAGOMAN_TRY(FollowBackReferences(input.first(extent->length)));
  }
  return extent->length;
}

}  // namespace dragoman::chia
