// UserTags: picks the header tags that survive and keeps them for the reply (wire/flowee.md 4.2).
// Where they stand in a row, in order and spelled canonically, as every known client writes them, the result
// is a part of the packet and nothing is allocated.
#pragma once

#include <optional>
#include <vector>

#include "core/base/slice.h"
#include "core/base/writer.h"
#include "dialects/flowee/token_reader.h"

namespace dragoman::flowee {

class UserTags {
 public:
  explicit UserTags(const Slice& packet) : packet_(packet) {}

  // Looks at the current token of `tokens`, which walks the packet.
  void Take(const TokenReader& tokens);
  // All stored ones as canonical tokens, ascending; of a tag that occurs twice the first.
  Slice Collect() const;
  std::optional<std::int32_t> request_id() const { return request_id_; }

 private:
  bool ExtendsRun(const TokenReader& tokens) const;

  const Slice& packet_;
  std::optional<std::int32_t> request_id_;
  // The stored tags as they stand in the packet, while nothing has to be moved.
  bool in_run_ = true;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
  std::uint32_t last_tag_ = 0;
  // All of them as they came, once something has.
  std::vector<Token> stored_;
};

// Writes stored tags, with `id` as tag 11 in its place unless they hold one.
void PutUserTags(Writer& out, Bytes user_tags, std::optional<std::int64_t> id);

}  // namespace dragoman::flowee
