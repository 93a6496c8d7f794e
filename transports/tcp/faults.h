// What the kernel's error numbers mean to the people who run a node.
#pragma once

#include <string>

#include "core/base/status.h"

namespace dragoman::tcp {

// Why a loop closes the sessions it carries.
inline Status StatusOfStop() { return Status(Code::kShutdown, "this node is stopping"); }

// A connection that was up has broken. Touches no heap for the common ones.
Status LinkFault(int error);
// `remote` could not be connected to; `local` is the address to dial from, or empty.
Status DialFault(int error, const std::string& remote, const std::string& local);
// `address` could not be listened on; kInUse is for the caller, who may know by whom.
Status ListenFault(int error, const std::string& address);

// "connection refused"
std::string Words(int error);

}  // namespace dragoman::tcp
