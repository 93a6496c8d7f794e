// SHA-256 by the plain functions of OpenSSL 1.1: SHA256() of OpenSSL 3 looks its provider up at every call, which is six
// times the work of hashing one block (970 ns against 160 ns for 65 bytes here), and a context of EVP lives on the heap.
#define OPENSSL_API_COMPAT 0x10101000L
#include "core/base/hash.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <cstdlib>

namespace dragoman {

Hash256 Sha256OfPieces(std::span<const Bytes> pieces) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const Bytes piece : pieces) SHA256_Update(&context, piece.data(), piece.size());
  Hash256 digest;
  SHA256_Final(digest.data(), &context);
  return digest;
}

Hash256 Sha256(Bytes bytes) { return Sha256OfPieces({&bytes, 1}); }

Hash256 DoubleSha256(Bytes bytes) { return Sha256(Sha256(bytes)); }

ByteArray<20> Hash160(Bytes bytes) {
  const Hash256 inner = Sha256(bytes);
  ByteArray<20> digest;
  unsigned size = 0;
  // OpenSSL 3.0.7 and later carry RIPEMD-160 in the default provider; without it nothing here would be true.
  if (EVP_Digest(inner.data(), inner.size(), digest.data(), &size, EVP_ripemd160(), nullptr) != 1) std::abort();
  return digest;
}

}  // namespace dragoman
