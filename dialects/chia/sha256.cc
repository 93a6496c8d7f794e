// The plain functions of OpenSSL 1.1: SHA256() of OpenSSL 3 looks its provider up at every call, which is six times the
// work of hashing one block (970 ns against 160 ns for 65 bytes here), and a context of EVP lives on the heap.
#define OPENSSL_API_COMPAT 0x10101000L
#include "dialects/chia/sha256.h"

#include <openssl/sha.h>

namespace dragoman::chia {

Hash256 Sha256OfPieces(std::span<const Bytes> pieces) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const Bytes piece : pieces) SHA256_Update(&context, piece.data(), piece.size());
  Hash256 digest;
  SHA256_Final(digest.data(), &context);
  return digest;
}

}  // namespace dragoman::chia
