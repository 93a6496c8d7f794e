#include "dialects/chia/clvm/parse_stack.h"

#include <algorithm>
#include <bit>

namespace dragoman::chia::clvm {

void ParseStack::PushLeft(Value left) {
  cells_.push_back({left, top_});
  top_ = Value::Cell(static_cast<std::uint32_t>(cells_.size() - 1));
  ++depth_;
  awaits_right_.back() = true;
}

Value ParseStack::CloseWithRight(Value right) {
  awaits_right_.pop_back();
  Value pair = top_;
  const Cell opened = At(top_);
  top_ = opened.rest;
  if (depth_ <= kept_) {
    cells_.push_back({opened.first, right});
    pair = Value::Cell(static_cast<std::uint32_t>(cells_.size() - 1));
  } else {
    cells_[pair.index()].rest = right;
  }
  --depth_;
  kept_ = std::min(kept_, depth_);
  return pair;
}

Result<Value> ParseStack::Follow(Bytes path) {
  while (!path.empty() && path[0] == 0) path = path.subspan(1);
  if (path.empty()) return Value();
  const std::size_t steps = (path.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(path[0])) - 1;
  Value at = top_;
  std::size_t on_list = depth_;  // cells from here down, while the path has not left the list
  bool left_list = false;
  for (std::size_t step = 0; step < steps; ++step) {
    if (!at.is_cell()) {
      return Status(Code::kBadValue, "the path of a back-reference runs into an atom after {} of {} steps", step, steps);
    }
    const bool right = (path[path.size() - 1 - step / 8] >> (step % 8) & 1) != 0;
    left_list |= !right;
    if (!left_list) --on_list;
    at = right ? At(at).rest : At(at).first;
  }
  if (!left_list) kept_ = std::max(kept_, on_list);
  return at;
}

}  // namespace dragoman::chia::clvm
