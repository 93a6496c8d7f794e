#include "dialects/flowee/sequence.h"

#include <algorithm>
#include <utility>

namespace dragoman::flowee {

Status Sequence::CheckFirst(const Header& header) const {
  if (!header.sequence_start.has_value()) {
    return Status(Code::kBadFrame, "LastInSequence without an open sequence");
  }
  const auto announced = static_cast<std::uint64_t>(*header.sequence_start);
  const std::size_t limit = std::min(max_joined_, MaxBodyBytes(header.service, header.message));
  if (announced > limit) {
    return Status(Code::kOverLimit, "SequenceStart announces {} bytes, the limit is {}", announced, limit);
  }
  return Ok();
}

Status Sequence::Check(const Header& header, std::size_t body_bytes) const {
  if (header.sequence_start.has_value() && *header.sequence_start < 0) {
    return Status(Code::kBadFrame, "SequenceStart is -{}, must not be negative",
                  static_cast<std::uint64_t>(-std::int64_t{*header.sequence_start}));
  }
  if (!open_) {
    DRAGOMAN_TRY(CheckFirst(header));
  } else if (header.sequence_start.has_value()) {
    return Status(Code::kBadFrame, "SequenceStart while a sequence is open");
  } else if (header.service != first_.service) {
    return Status(Code::kBadFrame, "ServiceId differs from that of the open sequence");
  } else if (header.message != first_.message) {
    return Status(Code::kBadFrame, "MessageId differs from that of the open sequence");
  }
  const Header& first = open_ ? first_ : header;
  const auto announced = static_cast<std::uint64_t>(*first.sequence_start);
  if (body_.size() + body_bytes > announced) {
    return Status(Code::kOverLimit, "the sequence holds {} bytes, SequenceStart announced {}",
                  body_.size() + body_bytes, announced);
  }
  return Ok();
}

Result<std::optional<Joined>> Sequence::Take(Header header, Bytes body) {
  Status fits = Check(header, body.size());
  if (!fits.ok()) return fits.In("sequence");
  const bool last = *header.last_in_sequence;
  if (!open_) {
    open_ = true;
    first_ = std::move(header);
    first_.user_tags = Slice::Copy(first_.user_tags.bytes());  // so that no read block is pinned
  }
  body_.Append(body);
  if (!last) return std::optional<Joined>();
  open_ = false;
  Joined joined;
  joined.header = std::exchange(first_, Header());
  joined.body = body_.Take();
  return std::optional<Joined>(std::move(joined));
}

}  // namespace dragoman::flowee
