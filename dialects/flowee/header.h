// Header: what stands between a packet's length and its body (wire/flowee.md 4).
#pragma once

#include <optional>

#include "dialects/flowee/header_tags.h"
#include "dialects/flowee/native.h"
#include "dialects/flowee/token_reader.h"

namespace dragoman::flowee {

struct Header {
  std::int32_t service = -1;
  std::int32_t message = kUnsetMessage;
  std::optional<std::int32_t> sequence_start;
  std::optional<bool> last_in_sequence;
  bool ping = false;
  bool pong = false;
  std::optional<std::int32_t> request_id;
  Slice user_tags;       // all stored ones, 4.2, as canonical tokens in ascending order
  std::size_t size = 0;  // bytes of the header, HeaderEnd included
};

// Reads the header at the front of `packet`, which starts behind the length. Offsets of an error count from
// there. `user_tags` shares the packet's block, unless they had to be put in order.
Result<Header> ReadHeader(const Slice& packet);

// What a reply echoes: the user tags without ASyncRequest (4.2).
Slice EchoedTags(const Slice& user_tags);

}  // namespace dragoman::flowee
