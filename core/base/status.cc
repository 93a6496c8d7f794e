#include "core/base/status.h"

namespace dragoman {

std::string_view Name(FaultClass fault) {
  switch (fault) {
    case FaultClass::kNone: return "none";
    case FaultClass::kPeer: return "peer";
    case FaultClass::kLocal: return "local";
    case FaultClass::kRequest: return "request";
  }
  return "none";
}

std::string_view Name(Code code) {
  switch (code) {
    case Code::kOk: return "ok";
    case Code::kTruncated: return "truncated";
    case Code::kTrailing: return "trailing";
    case Code::kOverLimit: return "over_limit";
    case Code::kBadValue: return "bad_value";
    case Code::kBadFrame: return "bad_frame";
    case Code::kUnknownType: return "unknown_type";
    case Code::kUnexpected: return "unexpected";
    case Code::kTimedOut: return "timed_out";
    case Code::kRefused: return "refused";
    case Code::kUnreachable: return "unreachable";
    case Code::kLost: return "lost";
    case Code::kClosed: return "closed";
    case Code::kShutdown: return "shutdown";
    case Code::kOverload: return "overload";
    case Code::kStorage: return "storage";
    case Code::kInUse: return "in_use";
    case Code::kInternal: return "internal";
    case Code::kNotFound: return "not_found";
    case Code::kUnsupported: return "unsupported";
    case Code::kBadRequest: return "bad_request";
    case Code::kUsage: return "usage";
  }
  return "ok";
}

Status Status::Because(Code code, std::string text) {
  Status status(code, "");
  status.own_text_ = std::make_shared<const std::string>(std::move(text));
  return status;
}

Status& Status::In(const char* field) {
  if (steps_ < kMaxSteps) path_[steps_++] = {field, 0};
  return *this;
}

Status& Status::In(std::size_t index) {
  if (steps_ < kMaxSteps) path_[steps_++] = {nullptr, index};
  return *this;
}

std::string Status::Path() const {
  std::string path;
  for (std::size_t i = steps_; i-- > 0;) {
    if (path_[i].name == nullptr) {
      path += '[' + std::to_string(path_[i].index) + ']';
    } else {
      if (!path.empty()) path += '.';
      path += path_[i].name;
    }
  }
  return path;
}

std::string Status::Text() const {
  if (own_text_ != nullptr) return *own_text_;
  std::string text;
  std::size_t next = 0;
  for (const char* c = text_; *c != '\0'; ++c) {
    if (c[0] == '{' && c[1] == '}' && next < args_.size()) {
      text += std::to_string(args_[next++]);
      ++c;
    } else {
      text += *c;
    }
  }
  return text;
}

std::string Status::ToString() const {
  std::string line = Path();
  if (!line.empty()) line += ": ";
  line += ok() ? "ok" : Text();
  if (has_offset()) line += " (byte " + std::to_string(offset_) + ')';
  if (hint_ != nullptr) line += std::string(". ") + hint_;
  return line;
}

}  // namespace dragoman
