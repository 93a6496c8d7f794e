#include "transports/http/head.h"

#include <algorithm>

namespace dragoman::http {
namespace {

// RFC 9110, 5.6.2.
bool IsTokenChar(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar);
}

bool IsVisible(char c) { return c > 0x20 && c < 0x7f; }
// A control character in a value is read differently by different programs.
bool IsValueChar(char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); }

Refusal Refuse(int status, const char* text, std::uint64_t a = 0, std::uint64_t b = 0) {
  return {status, Status(status == 413 || status == 414 || status == 431 ? Code::kOverLimit : Code::kBadFrame, text, a, b)};
}

std::string_view TakeLine(std::string_view& head) {
  const std::size_t end = head.find("\r\n");
  const std::string_view line = head.substr(0, end);
  head.remove_prefix(std::min(head.size(), end + 2));
  return line;
}

Refusal ReadHeaders(std::string_view head, const Limits& limits, Headers& headers) {
  for (std::string_view line = TakeLine(head); !line.empty(); line = TakeLine(head)) {
    if (headers.size() == limits.headers) return Refuse(431, "HTTP: more than {} header fields", limits.headers);
    if (line.front() == ' ' || line.front() == '\t') return Refuse(400, "HTTP: a header field goes on in a second line");
    const std::size_t colon = line.find(':');
    if (colon == line.npos || !IsToken(line.substr(0, colon))) {
      return Refuse(400, "HTTP: header field {} has no proper name", headers.size() + 1);
    }
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    if (!std::all_of(value.begin(), value.end(), IsValueChar)) {
      return Refuse(400, "HTTP: header field {} holds a control character", headers.size() + 1);
    }
    headers.emplace_back(line.substr(0, colon), value);
  }
  return {};
}

// "HTTP/1.0" or "HTTP/1.1".
Refusal ReadVersion(std::string_view text, int& minor) {
  if (text == "HTTP/1.1" || text == "HTTP/1.0") {
    minor = text.back() - '0';
    return {};
  }
  const bool other = text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.';
  return other ? Refuse(505, "HTTP: the version is not 1.1 or 1.0") : Refuse(400, "HTTP: the first line has no version");
}

Refusal ReadTarget(std::string_view text, std::string_view method, std::string& target) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsVisible)) {
    return Refuse(400, "HTTP: the target is no path");
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::size_t slash = text.find('/', scheme.size());
    target = slash == text.npos ? "/" : text.substr(slash);
    return {};
  }
  if (text.front() != '/' && !(text == "*" && method == "OPTIONS")) {
    return Refuse(400, "HTTP: the target is no path");
  }
  target = text;
  return {};
}

}  // namespace

Refusal HeadCollector::Add(Bytes& bytes) {
  while (!bytes.empty() && !done_) {
    const auto end = std::find(bytes.begin(), bytes.end(), '\n');
    const bool complete = end != bytes.end();
    const auto count = static_cast<std::size_t>(end - bytes.begin()) + (complete ? 1 : 0);
    if (lines_ == 0 && text_.size() + count > limits_.first_line) {
      return Refuse(414, "HTTP: the first line is longer than {} bytes", limits_.first_line);
    }
    if (lines_ > 0 && text_.size() + count > limits_.first_line + limits_.header_bytes) {
      return Refuse(431, "HTTP: the header is longer than {} bytes", limits_.header_bytes);
    }
    text_ += AsText(bytes.first(count));
    bytes = bytes.subspan(count);
    if (!complete) break;
    const std::string_view line = std::string_view(text_).substr(line_);
    // A carriage return elsewhere, or none, ends a line for some readers and not for others.
    if (line.size() < 2 || line[line.size() - 2] != '\r' || line.find('\r') != line.size() - 2) {
      return Refuse(400, "HTTP: line {} does not end as it should", lines_ + 1);
    }
    if (lines_ == 0 && line.size() == 2) {
      // An empty line in front of a request is to be passed over (RFC 9112, 2.2); more than one is noise.
      if (skipped_) return Refuse(400, "HTTP: nothing but empty lines");
      skipped_ = true;
      text_.clear();
      continue;
    }
    done_ = line.size() == 2;
    ++lines_;
    line_ = text_.size();
  }
  return {};
}

Refusal ReadRequest(std::string_view head, const Limits& limits, Request& request) {
  const std::string_view line = TakeLine(head);
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == line.npos || first == last || !IsToken(line.substr(0, first))) {
    return Refuse(400, "HTTP: the first line is no request");
  }
  request.method = line.substr(0, first);
  if (Refusal bad = ReadVersion(line.substr(last + 1), request.minor); !bad.ok()) return bad;
  if (Refusal bad = ReadTarget(line.substr(first + 1, last - first - 1), request.method, request.target); !bad.ok()) {
    return bad;
  }
  if (Refusal bad = ReadHeaders(head, limits, request.headers); !bad.ok()) return bad;
  const std::size_t hosts = Count(request.headers, "Host");
  if (hosts > 1 || (hosts == 0 && request.minor == 1)) return Refuse(400, "HTTP: {} Host fields where one belongs", hosts);
  return {};
}

Refusal ReadAnswer(std::string_view head, const Limits& limits, Answer& answer) {
  const std::string_view line = TakeLine(head);
  int minor = 0;
  if (Refusal bad = ReadVersion(line.substr(0, line.find(' ')), minor); !bad.ok()) return bad;
  const std::string_view rest = line.substr(std::min<std::size_t>(line.size(), 9));
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (rest.size() < 3 || !std::all_of(rest.begin(), rest.begin() + 3, digit) || (rest.size() > 3 && rest[3] != ' ')) {
    return Refuse(400, "HTTP: the first line has no status");
  }
  answer.status = (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
  answer.phrase = rest.substr(std::min<std::size_t>(rest.size(), 4));
  if (!std::all_of(answer.phrase.begin(), answer.phrase.end(), IsValueChar)) {
    return Refuse(400, "HTTP: the phrase holds a control character");
  }
  return ReadHeaders(head, limits, answer.headers);
}

}  // namespace dragoman::http
