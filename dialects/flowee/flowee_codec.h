// FloweeCodec: packets to messages and back (wire/flowee.md 4, 5). One per session, one thread; keeps the open
// sequence of the receiving direction.
//
// In an envelope `native` is PackNative(service, message), `id` the RequestId (header tag 11) and `head` all
// stored user tags, RequestId included, as canonical tokens in ascending order. Pings and pongs come as kPing and
// kPong, whatever else their header holds; other packets for service 126 are swallowed (6).
#pragma once

#include "core/wire/codec.h"
#include "dialects/flowee/sequence.h"

namespace dragoman::flowee {

class FloweeCodec final : public Codec {
 public:
  explicit FloweeCodec(std::size_t max_joined = kMaxJoinedBytes) : sequence_(max_joined) {}

  Result<std::optional<Envelope>> Open(const Slice& frame, std::size_t header) override;
  std::size_t held() const override { return sequence_.held(); }
  Status Seal(const Envelope& message, Writer& out) override;
  // The user tags from 11 up (4.2); on errors too.
  Envelope ReplyTo(const Envelope& request) override;

 private:
  Sequence sequence_;
};

}  // namespace dragoman::flowee
