// A call: a name with a typed request and reply. The reply sink is called exactly once, on any thread.
#pragma once

#include <functional>
#include <string_view>

#include "core/base/result.h"

namespace dragoman {

template <class Request, class Reply>
struct CallName {
  std::string_view name;
};

template <class Reply>
using ReplySink = std::function<void(Result<Reply>)>;

}  // namespace dragoman
