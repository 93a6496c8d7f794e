// The hash functions that several chains share, by OpenSSL.
#pragma once

#include "core/base/bytes.h"

namespace dragoman {

Hash256 Sha256(Bytes bytes);
// SHA-256 of SHA-256: Bitcoin's block and transaction ids, in internal byte order.
Hash256 DoubleSha256(Bytes bytes);
// RIPEMD-160 of SHA-256: Bitcoin's public key hash.
ByteArray<20> Hash160(Bytes bytes);

}  // namespace dragoman
