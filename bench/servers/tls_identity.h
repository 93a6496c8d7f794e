// A certificate that the measured servers show; whoever drives them does not look at it.
#pragma once

#include "transports/tls/leaf.h"

struct ssl_ctx_st;

namespace dragoman::bench {

PemPair TlsIdentity();
void UseIdentity(ssl_ctx_st* context, const PemPair& identity);

}  // namespace dragoman::bench
