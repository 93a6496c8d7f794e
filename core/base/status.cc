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

Status::Fault::~Fault() = default;

Status Status::Because(Code code, std::string text) {
  Status status(code, "");
  status.fault_->own_text = std::make_shared<const std::string>(std::move(text));
  return status;
}

Status& Status::In(Step step) {
  if (!ok() && fault_->steps < kMaxSteps) fault_->path[fault_->steps++] = step;
  return *this;
}

Status& Status::In(const char* field) { return In(Step{field, 0}); }
Status& Status::In(std::size_t index) { return In(Step{nullptr, index}); }

std::string Status::Path() const {
  std::string path;
  for (std::size_t i = ok() ? 0 : fault_->steps; i-- > 0;) {
    const Step& step = fault_->path[i];
    if (step.name == nullptr) {
      path += '[' + std::to_string(step.index) + ']';
    } else {
      if (!path.empty()) path += '.';
      path += step.name;
    }
  }
  return path;
}

std::string Status::Text() const {
  if (ok()) return {};
  if (fault_->own_text != nullptr) return *fault_->own_text;
  std::string text;
  std::size_t next = 0;
  for (const char* c = fault_->text; *c != '\0'; ++c) {
    if (c[0] == '{' && c[1] == '}' && next < fault_->args.size()) {
      text += std::to_string(fault_->args[next++]);
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
  if (has_offset()) line += " (byte " + std::to_string(offset()) + ')';
  if (!hint().empty()) line += ". " + std::string(hint());
  return line;
}

}  // namespace dragoman
