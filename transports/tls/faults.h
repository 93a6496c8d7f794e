// What OpenSSL's error queue means to the people who run a node.
#pragma once

#include <string>

#include "core/base/status.h"

struct ssl_st;

namespace dragoman::tls {

// `what`, and behind a colon what OpenSSL says, if it says anything. Empties this thread's queue.
Status Fault(Code code, std::string what);
// A call on `ssl` has failed for good.
Status LinkFault(const ssl_st* ssl, bool accepts);

}  // namespace dragoman::tls
