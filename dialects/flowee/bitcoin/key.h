// A new key pair, for CreateAddress (wire/flowee.md 9.4).
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::flowee::bitcoin {

struct Key {
  ByteArray<32> private_key{};      // for a compressed public key
  ByteArray<20> public_key_hash{};  // Hash160 of the compressed public key
};

// From the system's random numbers; kInternal if there are none.
Result<Key> MakeKey();
// The hash that belongs to a private key; kBadRequest if it is no key of secp256k1.
Result<ByteArray<20>> PublicKeyHash(const ByteArray<32>& private_key);

}  // namespace dragoman::flowee::bitcoin
