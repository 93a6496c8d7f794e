#include "dialects/flowee/bitcoin/script.h"

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/opcode_walk.h"

namespace dragoman::flowee::bitcoin {

namespace {

constexpr std::size_t kKeyHashBytes = 20;

// The first byte of a public key says its form, and so its size.
bool IsPublicKey(Bytes bytes) {
  if (bytes.empty()) return false;
  switch (bytes[0]) {
    case 2:
    case 3:
      return bytes.size() == 33;
    case 4:
    case 6:
    case 7:
      return bytes.size() == 65;
    default:
      return false;
  }
}

bool IsScriptHash(Bytes script) {
  return script.size() == 23 && script[0] == op::kHash160 && script[1] == kKeyHashBytes &&
         script[22] == op::kEqual;
}

std::uint8_t FeatureOf(std::uint8_t opcode) {
  switch (opcode) {
    case op::kReturn:
      return kUsesReturn;
    case op::kCheckSig:
    case op::kCheckSigVerify:
      return kUsesCheckSig;
    case op::kCheckMultiSig:
    case op::kCheckMultiSigVerify:
      return kUsesCheckMultiSig;
    case op::kCheckLockTimeVerify:
      return kUsesCheckLockTime;
    case op::kCheckDataSig:
    case op::kCheckDataSigVerify:
      return kUsesCheckDataSig;
    default:
      return 0;
  }
}

// Up to five operations: the longest template.
struct Opening {
  explicit Opening(Bytes script) {
    OpcodeWalk walk(script);
    while (count < operations.size()) {
      const std::optional<Operation> next = walk.Next();
      if (!next) break;
      operations[count++] = *next;
    }
    whole = walk.Complete();
  }
  bool Is(std::size_t at, std::uint8_t opcode) const { return operations[at].opcode == opcode; }

  std::array<Operation, 5> operations;
  std::size_t count = 0;
  bool whole = false;
};

}  // namespace

ScriptClass Classify(Bytes script) {
  if (IsScriptHash(script)) return {ScriptKind::kScriptHash, script.subspan(2, kKeyHashBytes)};
  const Opening opening(script);
  if (!opening.whole) return {};
  if (opening.count == 2 && opening.Is(1, op::kCheckSig)) {
    const Bytes key = opening.operations[0].pushed;
    if (IsPublicKey(key)) return {ScriptKind::kPublicKey, key};
  }
  if (opening.count == 5 && opening.Is(0, op::kDup) && opening.Is(1, op::kHash160) &&
      opening.Is(3, op::kEqualVerify) && opening.Is(4, op::kCheckSig)) {
    const Bytes hash = opening.operations[2].pushed;
    if (hash.size() == kKeyHashBytes) return {ScriptKind::kPublicKeyHash, hash};
  }
  return {};
}

std::optional<ByteArray<20>> AddressOf(Bytes script) {
  const ScriptClass found = Classify(script);
  if (found.kind == ScriptKind::kPublicKey) return Hash160(found.payload);
  if (found.kind != ScriptKind::kPublicKeyHash) return std::nullopt;
  ByteArray<20> hash;
  std::copy(found.payload.begin(), found.payload.end(), hash.begin());
  return hash;
}

std::uint8_t FeaturesOf(Bytes script) {
  if (IsScriptHash(script)) return kIsScriptHash;
  std::uint8_t features = 0;
  OpcodeWalk walk(script);
  while (const std::optional<Operation> next = walk.Next()) {
    features = static_cast<std::uint8_t>(features | FeatureOf(next->opcode));
  }
  return features;
}

std::uint8_t FeaturesOf(std::span<const BlockOutput> outputs) {
  std::uint8_t features = 0;
  for (const BlockOutput& output : outputs) {
    features = static_cast<std::uint8_t>(features | FeaturesOf(output.script));
  }
  return features;
}

}  // namespace dragoman::flowee::bitcoin
