#include "dialects/flowee/bitcoin/double_spend_proof.h"

#include "core/base/hash.h"
#include "core/base/writer.h"
#include "dialects/flowee/bitcoin/compact_size.h"
#include "dialects/flowee/bitcoin/opcode_walk.h"
#include "dialects/flowee/bitcoin/transaction.h"
#include "dialects/flowee/bitcoin/uint256.h"

namespace dragoman::flowee::bitcoin {
namespace {

constexpr auto kLittle = std::endian::little;

// The last byte of a signature: what it signs.
constexpr std::uint8_t kOutputsMask = 0x1f;
constexpr std::uint8_t kSignsNoOutput = 2;
constexpr std::uint8_t kSignsOneOutput = 3;
constexpr std::uint8_t kForkId = 0x40;
constexpr std::uint8_t kAnyoneCanPay = 0x80;

struct Spender {
  std::uint32_t version = 0;
  std::uint32_t sequence = 0;
  std::uint32_t lock_time = 0;
  Hash256 outpoints{};
  Hash256 sequences{};
  Hash256 outputs{};
  Bytes signature;
};

void WriteOutput(Writer& out, const BlockOutput& output) {
  out.U64(output.amount, kLittle);
  WriteCompactSize(out, output.script.size());
  out.Raw(output.script);
}

Hash256 HashOfOutpoints(const Transaction& transaction) {
  ByteVector bytes;
  Writer out(bytes);
  for (const Input& input : transaction.inputs) {
    out.Raw(input.spends.transaction);
    out.U32(input.spends.index, kLittle);
  }
  return DoubleSha256(bytes);
}

Hash256 HashOfSequences(const Transaction& transaction) {
  ByteVector bytes;
  Writer out(bytes);
  for (const Input& input : transaction.inputs) out.U32(input.sequence, kLittle);
  return DoubleSha256(bytes);
}

Hash256 HashOfOutputs(std::span<const BlockOutput> outputs) {
  ByteVector bytes;
  Writer out(bytes);
  for (const BlockOutput& output : outputs) WriteOutput(out, output);
  return DoubleSha256(bytes);
}

// Zero hashes stand for what the signature leaves open.
Result<Spender> SpenderOf(const Transaction& transaction, std::size_t at) {
  const Input& input = transaction.inputs[at];
  const std::optional<Operation> push = OpcodeWalk(input.script).Next();
  const bool is_signed =
      push.has_value() && !push->pushed.empty() && (push->pushed.back() & kForkId) != 0;
  if (!is_signed) return Status(Code::kUnsupported, "input {} is not unlocked by a signature", at);
  Spender spender;
  spender.version = static_cast<std::uint32_t>(transaction.version);
  spender.sequence = input.sequence;
  spender.lock_time = transaction.lock_time;
  spender.signature = push->pushed;
  const std::uint8_t type = push->pushed.back();
  const std::uint8_t outputs = type & kOutputsMask;
  const bool all_inputs = (type & kAnyoneCanPay) == 0;
  const bool all_outputs = outputs != kSignsNoOutput && outputs != kSignsOneOutput;
  if (all_inputs) spender.outpoints = HashOfOutpoints(transaction);
  if (all_inputs && all_outputs) spender.sequences = HashOfSequences(transaction);
  if (all_outputs) {
    spender.outputs = HashOfOutputs(transaction.outputs);
  } else if (outputs == kSignsOneOutput && at < transaction.outputs.size()) {
    spender.outputs = HashOfOutputs(std::span(transaction.outputs).subspan(at, 1));
  }
  return spender;
}

// So that the proof is the same whichever of the two came first.
bool ComesBefore(const Spender& a, const Spender& b) {
  if (a.outputs != b.outputs) return Uint256::FromBytes(a.outputs) < Uint256::FromBytes(b.outputs);
  return Uint256::FromBytes(a.outpoints) < Uint256::FromBytes(b.outpoints);
}

void WriteSpender(Writer& out, const Spender& spender) {
  out.U32(spender.version, kLittle);
  out.U32(spender.sequence, kLittle);
  out.U32(spender.lock_time, kLittle);
  out.Raw(spender.outpoints);
  out.Raw(spender.sequences);
  out.Raw(spender.outputs);
  WriteCompactSize(out, 1);
  WriteCompactSize(out, spender.signature.size());
  out.Raw(spender.signature);
}

Result<ByteVector> Prove(const Transaction& first, std::size_t i, const Transaction& second,
                         std::size_t k) {
  const Result<Spender> a = SpenderOf(first, i);
  if (!a.ok()) return a.status();
  const Result<Spender> b = SpenderOf(second, k);
  if (!b.ok()) return b.status();
  const bool in_order = !ComesBefore(*b, *a);
  ByteVector proof;
  Writer out(proof);
  out.Raw(first.inputs[i].spends.transaction);
  out.U32(first.inputs[i].spends.index, kLittle);
  WriteSpender(out, in_order ? *a : *b);
  WriteSpender(out, in_order ? *b : *a);
  return proof;
}

}  // namespace

Result<ByteVector> MakeDoubleSpendProof(Bytes first, Bytes second) {
  const Result<Transaction> one = ParseTransaction(first);
  if (!one.ok()) return one.status();
  const Result<Transaction> two = ParseTransaction(second);
  if (!two.ok()) return two.status();
  for (std::size_t i = 0; i < one->inputs.size(); ++i) {
    for (std::size_t k = 0; k < two->inputs.size(); ++k) {
      if (one->inputs[i].spends == two->inputs[k].spends) return Prove(*one, i, *two, k);
    }
  }
  return Status(Code::kUnsupported, "the two transactions spend nothing in common");
}

}  // namespace dragoman::flowee::bitcoin
