#include "transports/http/body.h"

#include <algorithm>
#include <charconv>

namespace dragoman::http {
namespace {

// Of a chunk's size, its extensions included: they are passed over.
constexpr std::size_t kMaxChunkLine = 256;

Refusal TooLong(const Limits& limits) {
  return {413, Status(Code::kOverLimit, "HTTP: the body is longer than {} bytes", limits.body)};
}
Refusal Bad(const char* text) { return {400, Status(Code::kBadFrame, text)}; }

}  // namespace

Refusal BodyReader::Begin(const Headers& headers, int minor, const Limits& limits) {
  limits_ = limits;
  left_ = 0;
  line_.clear();
  trailers_ = 0;
  state_ = State::kDone;
  const std::size_t lengths = Count(headers, "Content-Length");
  const std::size_t codings = Count(headers, "Transfer-Encoding");
  if (lengths + codings == 0) return {};
  if (lengths + codings > 1) return Bad("HTTP: the length of the body is said more than once");
  if (codings == 1) {
    if (minor == 0) return Bad("HTTP: Transfer-Encoding in a message of HTTP/1.0");
    if (!SameWord(Find(headers, "Transfer-Encoding"), "chunked")) {
      return {501, Status(Code::kUnsupported, "HTTP: a Transfer-Encoding other than chunked")};
    }
    state_ = State::kChunkSize;
    return {};
  }
  const std::string_view text = Find(headers, "Content-Length");
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), left_);
  if (fault == std::errc::result_out_of_range) return TooLong(limits_);
  if (fault != std::errc() || end != text.data() + text.size()) return Bad("HTTP: Content-Length is no number");
  if (left_ > limits_.body) return TooLong(limits_);
  if (left_ > 0) state_ = State::kLength;
  return {};
}

Refusal BodyReader::Add(Bytes& bytes, std::string& body) {
  while (!bytes.empty() && state_ != State::kDone) {
    if (state_ == State::kLength || state_ == State::kChunk) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      body += AsText(bytes.first(count));
      bytes = bytes.subspan(count);
      left_ -= count;
      if (left_ == 0) state_ = state_ == State::kLength ? State::kDone : State::kChunkEnd;
      continue;
    }
    bool complete = false;
    if (Refusal bad = AddLine(bytes, complete); !bad.ok()) return bad;
    if (!complete) break;
    switch (state_) {
      case State::kChunkSize:
        if (Refusal bad = ReadChunkSize(); !bad.ok()) return bad;
        if (left_ > limits_.body - body.size()) return TooLong(limits_);
        break;
      case State::kChunkEnd:
        if (!line_.empty()) return Bad("HTTP: a chunk is longer than it says");
        state_ = State::kChunkSize;
        break;
      case State::kTrailer:
        if (line_.empty()) state_ = State::kDone;
        break;
      default: break;
    }
    line_.clear();
  }
  return {};
}

// A line without its end; only "\r\n" ends one.
Refusal BodyReader::AddLine(Bytes& bytes, bool& complete) {
  const auto end = std::find(bytes.begin(), bytes.end(), '\n');
  const auto count = static_cast<std::size_t>(end - bytes.begin());
  const std::size_t most = state_ == State::kTrailer ? limits_.header_bytes : kMaxChunkLine;
  trailers_ += state_ == State::kTrailer ? count : 0;
  if (line_.size() + count > most || trailers_ > limits_.header_bytes) return Bad("HTTP: a line of the body's framing is too long");
  line_ += AsText(bytes.first(count));
  complete = end != bytes.end();
  bytes = bytes.subspan(count + (complete ? 1 : 0));
  if (!complete) return {};
  if (line_.empty() || line_.back() != '\r' || line_.find('\r') != line_.size() - 1) {
    return Bad("HTTP: a line of the body's framing does not end as it should");
  }
  line_.pop_back();
  return {};
}

Refusal BodyReader::ReadChunkSize() {
  const std::string_view text = std::string_view(line_).substr(0, line_.find(';'));
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), left_, 16);
  if (fault == std::errc::result_out_of_range) return TooLong(limits_);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return Bad("HTTP: a chunk's size is no number");
  state_ = left_ == 0 ? State::kTrailer : State::kChunk;
  return {};
}

}  // namespace dragoman::http
