// TypeTable: from a native type to the number of its message, asked for every message that arrives.
// Open addressing, at most half full; filled once, const afterwards.
#pragma once

#include <optional>
#include <vector>

#include "core/wire/codec.h"

namespace dragoman {

class TypeTable {
 public:
  // False if the type is there already.
  bool Add(NativeType type, std::size_t number) {
    if (Find(type).has_value()) return false;
    if (2 * (size_ + 1) > slots_.size()) Grow();
    Put(type, static_cast<std::uint32_t>(number));
    ++size_;
    return true;
  }

  std::optional<std::size_t> Find(NativeType type) const {
    if (slots_.empty()) return std::nullopt;
    for (std::size_t at = Home(type); slots_[at].used; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].type == type) return slots_[at].number;
    }
    return std::nullopt;
  }

 private:
  struct Slot {
    NativeType type = 0;
    std::uint32_t number = 0;
    bool used = false;
  };

  // The upper half of the product depends on all of the type's bits.
  std::size_t Home(NativeType type) const {
    return static_cast<std::size_t>((type * 0x9e3779b97f4a7c15u) >> 32) & (slots_.size() - 1);
  }
  void Put(NativeType type, std::uint32_t number) {
    std::size_t at = Home(type);
    while (slots_[at].used) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {type, number, true};
  }
  void Grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(8, 2 * slots_.size())));
    for (const Slot& slot : old) {
      if (slot.used) Put(slot.type, slot.number);
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace dragoman
