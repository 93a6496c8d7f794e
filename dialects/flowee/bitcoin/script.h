// What an output's locking script is: who it pays (wire/flowee.md 9.2, tag 2) and what it uses (tag
// 39).
#pragma once

#include <optional>
#include <span>

#include "core/router/chain_format.h"

namespace dragoman::flowee::bitcoin {

enum class ScriptKind : std::uint8_t { kOther, kPublicKey, kPublicKeyHash, kScriptHash };

struct ScriptClass {
  ScriptKind kind = ScriptKind::kOther;
  Bytes payload;  // the key (33 or 65 bytes) or the hash (20), where it lies
};

// As the reference matches its templates: the push of a key or key hash may have any of the push
// opcodes, a script hash has exactly one form.
ScriptClass Classify(Bytes script);

// The hash of the key that may spend; none but for pay-to-public-key and pay-to-public-key-hash.
std::optional<ByteArray<20>> AddressOf(Bytes script);

// Bits of FilterOnScriptType.
enum ScriptFeature : std::uint8_t {
  kUsesReturn = 1,
  kUsesCheckSig = 2,
  kUsesCheckMultiSig = 4,
  kUsesCheckLockTime = 8,
  kUsesCheckDataSig = 16,
  kIsScriptHash = 32,
};

// A pay-to-script-hash script has that bit alone. Pushed bytes do not count; a broken push ends the
// search.
std::uint8_t FeaturesOf(Bytes script);
// Of a transaction: those of all its outputs.
std::uint8_t FeaturesOf(std::span<const BlockOutput> outputs);

}  // namespace dragoman::flowee::bitcoin
