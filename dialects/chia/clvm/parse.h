// The values of a serialized CLVM tree, one after another, with back-references followed.
#pragma once

#include "dialects/chia/clvm/item.h"
#include "dialects/chia/clvm/parse_stack.h"

namespace dragoman::chia::clvm {

// Reads the one program that is all of `program`. `owner.Atom(Bytes)` gives an atom's value, `owner.Pair(Value)` hears of
// each pair when it is complete, `owner.Found(Value)` of each value that a reference took, which may be a part of the
// stack's list that no pair was made of. Returns the root. Not recursive.
template <class Owner>
Result<Value> Parse(Bytes program, ParseStack& stack, Owner& owner) {
  if (program.size() >= Value::kLimit) {
    return Status(Code::kOverLimit, "a program of {} bytes; it is taken apart below {}", program.size(), Value::kLimit);
  }
  ItemReader items(program);
  Item item;
  Value value;
  do {
    const std::size_t at = items.offset();
    DRAGOMAN_TRY(items.Next(item));
    if (item.kind == Item::kPair) {
      stack.OpenPair();
      continue;
    }
    if (item.kind == Item::kAtom) {
      value = owner.Atom(item.atom);
    } else {
      const Result<Value> found = stack.Follow(item.atom);
      if (!found.ok()) return Status(found.status()).At(at);
      value = *found;
      owner.Found(value);
    }
    while (stack.open() && stack.awaits_right()) {
      value = stack.CloseWithRight(value);
      owner.Pair(value);
    }
    if (stack.open()) stack.PushLeft(value);
  } while (stack.open());
  if (items.offset() != program.size()) {
    return Status(Code::kTrailing, "{} bytes follow the program", program.size() - items.offset()).At(items.offset());
  }
  return value;
}

}  // namespace dragoman::chia::clvm
