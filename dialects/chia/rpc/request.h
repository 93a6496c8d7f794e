// What a request of the RPC says. Bytes are hex with or without 0x; integers are numbers, or text as Python takes it.
#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"

namespace dragoman::chia::rpc {

// Errors name the member: kBadRequest.
Result<Hash256> HashIn(const Json& request, const char* name);
Result<std::uint32_t> Uint32In(const Json& request, const char* name);
// False where it is left out.
bool FlagIn(const Json& request, const char* name);

}  // namespace dragoman::chia::rpc
