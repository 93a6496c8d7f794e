// Sequence: joins the packets of a body that is too large for one (wire/flowee.md 5.2). One per session and
// direction; other messages may come between its packets and do not touch it.
#pragma once

#include "dialects/flowee/header.h"
#include "dialects/flowee/joined_body.h"
#include "dialects/flowee/messages/sizes.h"

namespace dragoman::flowee {

struct Joined {
  Header header;  // of the first packet; its user tags last
  Slice body;
};

class Sequence {
 public:
  // `max_joined` holds beside the limit of each message (messages/sizes.h).
  explicit Sequence(std::size_t max_joined = kMaxJoinedBytes) : max_joined_(max_joined) {}

  static bool Owns(const Header& header) { return header.last_in_sequence.has_value(); }
  bool open() const { return open_; }
  // Bytes of memory that the open one takes.
  std::size_t held() const { return body_.size(); }
  // A packet that `Owns` says is part of a sequence; gives the message that it completes. After an error the
  // connection is to be closed.
  Result<std::optional<Joined>> Take(Header header, Bytes body);

 private:
  Status Check(const Header& header, std::size_t body_bytes) const;
  Status CheckFirst(const Header& header) const;

  const std::size_t max_joined_;
  bool open_ = false;
  Header first_;
  JoinedBody body_;
};

}  // namespace dragoman::flowee
