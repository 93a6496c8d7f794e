#include "apps/dragoman/talk.h"

#include <cstdio>

namespace dragoman {

void Talk(std::string_view text) {
  std::string line(text);
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void Talk(const Status& why) { Talk(why.ToString()); }

ExitCode ExitCodeOf(const Status& why) {
  switch (why.code()) {
    case Code::kOk: return ExitCode::kOk;
    case Code::kUsage:
    case Code::kUnsupported:
    case Code::kBadRequest: return ExitCode::kUsage;
    case Code::kUnreachable:
    case Code::kTimedOut:
    case Code::kShutdown:  // interrupted before it came to that
    case Code::kOverload:
    case Code::kInUse: return ExitCode::kCannotConnect;
    case Code::kStorage: return ExitCode::kStorage;
    case Code::kInternal: return ExitCode::kCheckFailed;
    default: return ExitCode::kRefused;
  }
}

ExitCode Fail(const Status& why) {
  Talk(why);
  return ExitCodeOf(why);
}

}  // namespace dragoman
