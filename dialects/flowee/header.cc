#include "dialects/flowee/header.h"

#include "dialects/flowee/user_tags.h"

namespace dragoman::flowee {
namespace {

const char* NameOf(std::uint32_t tag) {
  switch (tag) {
    case tag::kServiceId: return "ServiceId";
    case tag::kMessageId: return "MessageId";
    case tag::kSequenceStart: return "SequenceStart";
    case tag::kLastInSequence: return "LastInSequence";
    case tag::kPong: return "Pong";
    default: return "reserved";
  }
}

// The table of 4.3, one token at a time; of the numbered fields the last one counts (4.2).
class Walk {
 public:
  Walk(const Slice& packet, Header& header) : tokens_(packet.bytes()), user_(packet), header_(header) {}

  Status Take() {
    while (tokens_.Next()) {
      if (tokens_.token().tag == tag::kHeaderEnd) break;
      Status taken = TakeToken(tokens_.token());
      if (!taken.ok()) return taken.At(tokens_.begin()).In(NameOf(tokens_.token().tag));
    }
    if (!tokens_.ok()) return tokens_.status();
    if (header_.service == -1) {
      return Status(Code::kBadFrame, "is missing or -1").At(0).In(NameOf(tag::kServiceId));
    }
    header_.size = tokens_.offset();
    header_.request_id = user_.request_id();
    header_.user_tags = user_.Collect();
    return Ok();
  }
 private:
  Status TakeToken(const Token& token) {
    switch (token.tag) {
      case tag::kServiceId: return TakeInt32(token, header_.service);
      case tag::kMessageId: return TakeInt32(token, header_.message);
      case tag::kSequenceStart: return TakeInt32(token, header_.sequence_start.emplace());
      case tag::kLastInSequence:
        if (!token.is_bool()) return Status(Code::kBadFrame, "is not a bool");
        header_.last_in_sequence = token.Bool();
        return Ok();
      case tag::kPing: header_.ping = true; return Ok();
      case tag::kPong:
      case 7:
      case 8:
      case 9:
        if (token.is_int32()) return Status(Code::kBadFrame, "header tag {} is a number", token.tag);
        header_.pong = header_.pong || token.tag == tag::kPong;
        return Ok();
      default: user_.Take(tokens_); return Ok();
    }
  }

  static Status TakeInt32(const Token& token, std::int32_t& field) {
    if (!token.is_number()) return Status(Code::kBadFrame, "is not a number");
    if (!token.is_int32()) {
      return Status(Code::kOverLimit, "is {}, the limit is {}", token.bits, static_cast<std::uint64_t>(kMaxInt32Class));
    }
    field = static_cast<std::int32_t>(token.Int());
    return Ok();
  }

  TokenReader tokens_;
  UserTags user_;
  Header& header_;
};

}  // namespace

Result<Header> ReadHeader(const Slice& packet) {
  Result<Header> header(std::in_place);
  Walk walk(packet, *header);
  Status taken = walk.Take();
  if (!taken.ok()) return taken.In("header");
  return header;
}

Slice EchoedTags(const Slice& user_tags) {
  TokenReader tokens(user_tags.bytes());
  if (tokens.Next() && tokens.token().tag == tag::kASyncRequest) return user_tags.Sub(tokens.offset());
  return user_tags;
}

}  // namespace dragoman::flowee
