#include "dialects/flowee/bitcoin/key.h"

#include <openssl/rand.h>
#include <secp256k1.h>

#include <memory>

#include "core/base/hash.h"

namespace dragoman::flowee::bitcoin {

namespace {

struct Destroy {
  void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
};

}  // namespace

Result<ByteArray<20>> PublicKeyHash(const ByteArray<32>& private_key) {
  const std::unique_ptr<secp256k1_context, Destroy> context(secp256k1_context_create(SECP256K1_CONTEXT_SIGN));
  secp256k1_pubkey point;
  if (secp256k1_ec_pubkey_create(context.get(), &point, private_key.data()) != 1) {
    return Status(Code::kBadRequest, "not a private key of secp256k1");
  }
  ByteArray<33> compressed;
  std::size_t size = compressed.size();
  secp256k1_ec_pubkey_serialize(context.get(), compressed.data(), &size, &point, SECP256K1_EC_COMPRESSED);
  return Hash160(compressed);
}

Result<Key> MakeKey() {
  Key key;
  for (;;) {
    if (RAND_bytes(key.private_key.data(), static_cast<int>(key.private_key.size())) != 1) {
      return Status(Code::kInternal, "the system gives no random numbers");
    }
    const Result<ByteArray<20>> hash = PublicKeyHash(key.private_key);
    if (!hash.ok()) continue;  // one number in 2^128 is no key
    key.public_key_hash = *hash;
    return key;
  }
}

}  // namespace dragoman::flowee::bitcoin
