// PendingWrites: what was put and is not committed yet, in order, and visible to readers meanwhile.
// Not thread-safe: its owner holds a lock. Bounded in bytes; over the bound Add refuses.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "services/store/object.h"

namespace dragoman::store {

struct CursorWrite {
  std::string name;
  std::string value;
};
struct PeerForgotten {
  std::string address;
};
using Write = std::variant<Object, CursorWrite, PeerRecord, PeerForgotten>;

class PendingWrites {
 public:
  explicit PendingWrites(std::size_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // An object that is already here changes nothing: the first copy wins. Errors: kOverload; kBadRequest for a write
  // that alone is over the limit.
  Status Add(Write write);

  // Valid until the write is taken.
  const Object* FindObject(std::string_view kind, Bytes id) const;
  const std::string* FindCursor(std::string_view name) const;

  // The oldest writes: as many as stay within both limits, and at least one if there is one. They stay where they
  // are, also while others are added, until they are taken.
  std::vector<const Write*> Front(std::size_t bytes, std::size_t count) const;
  std::vector<Write> TakeFront(std::size_t count);

  bool empty() const { return queue_.empty(); }
  std::size_t bytes() const { return bytes_; }
  // How many writes were ever added, and taken.
  std::uint64_t added() const { return taken_ + queue_.size(); }
  std::uint64_t taken() const { return taken_; }

 private:
  struct Item {
    Write write;
    std::string key;     // of the object or the cursor; empty for other writes
    std::size_t charge;  // bytes
  };

  const std::size_t limit_bytes_;
  std::deque<Item> queue_;
  std::unordered_map<std::string, const Write*> objects_;  // by kind and id
  std::unordered_map<std::string, const Write*> cursors_;  // by name, the latest
  std::size_t bytes_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace dragoman::store
