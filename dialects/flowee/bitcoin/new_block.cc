#include "dialects/flowee/bitcoin/new_block.h"

#include <algorithm>

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/address.h"
#include "dialects/flowee/bitcoin/compact_size.h"
#include "dialects/flowee/bitcoin/merkle.h"
#include "dialects/flowee/bitcoin/work.h"

namespace dragoman::flowee::bitcoin {
namespace {

constexpr auto kLittle = std::endian::little;
constexpr std::uint64_t kFirstSubsidy = 50'0000'0000;
constexpr std::int64_t kHalving = 150;
constexpr std::int32_t kBlockVersion = 0x20000000;
// With a script of this size a coinbase that pays one key hash has the 100 bytes that a transaction
// must have.
constexpr std::size_t kCoinbaseScriptBytes = 15;
// Regtest needs two tries on average.
constexpr std::uint32_t kMaxTries = 1 << 12;

// The height, as a script number of its least bytes, then zeros.
ByteVector CoinbaseScript(std::int64_t height) {
  ByteVector number;
  for (std::int64_t left = height; left > 0; left >>= 8)
    number.push_back(static_cast<std::uint8_t>(left & 0xff));
  if (!number.empty() && (number.back() & 0x80) != 0) number.push_back(0);
  ByteVector script;
  script.push_back(static_cast<std::uint8_t>(number.size()));
  script.insert(script.end(), number.begin(), number.end());
  script.resize(std::max(script.size(), kCoinbaseScriptBytes), 0);
  return script;
}

ByteVector Coinbase(const NewBlock& block) {
  Address address;
  address.hash = block.pay_to;
  const ByteVector pays = ScriptFor(address);
  const ByteVector script = CoinbaseScript(block.height);
  ByteVector transaction;
  Writer out(transaction);
  out.U32(1, kLittle);
  WriteCompactSize(out, 1);
  out.Raw(Hash256{});
  out.U32(0xffffffff, kLittle);
  WriteCompactSize(out, script.size());
  out.Raw(script);
  out.U32(0xffffffff, kLittle);
  WriteCompactSize(out, 1);
  out.U64(block.reward, kLittle);
  WriteCompactSize(out, pays.size());
  out.Raw(pays);
  out.U32(0, kLittle);
  return transaction;
}

// By id, read as a number.
struct Placed {
  Hash256 id{};
  Bytes transaction;
  friend bool operator<(const Placed& a, const Placed& b) {
    return std::lexicographical_compare(a.id.rbegin(), a.id.rend(), b.id.rbegin(), b.id.rend());
  }
};

}  // namespace

std::uint64_t RegtestSubsidy(std::int64_t height) {
  const std::int64_t halvings = height / kHalving;
  return halvings >= 64 ? 0 : kFirstSubsidy >> halvings;
}

Result<ByteVector> Mine(const NewBlock& block, std::span<const Bytes> transactions) {
  const ByteVector coinbase = Coinbase(block);
  std::vector<Placed> rest;
  for (const Bytes transaction : transactions)
    rest.push_back(Placed{DoubleSha256(transaction), transaction});
  std::sort(rest.begin(), rest.end());
  std::vector<Hash256> ids{DoubleSha256(coinbase)};
  for (const Placed& placed : rest) ids.push_back(placed.id);

  Header header;
  header.version = kBlockVersion;
  header.previous = block.previous;
  header.merkle_root = FoldMerkle(std::move(ids)).root;
  header.time = block.time;
  header.bits = block.bits;
  const std::optional<Uint256> target = TargetOf(block.bits);
  if (!target.has_value()) return Status(Code::kBadRequest, "bits {} are no target", block.bits);
  for (header.nonce = 0; header.nonce < kMaxTries; ++header.nonce) {
    ByteVector raw;
    Writer out(raw);
    WriteHeader(out, header);
    if (Uint256::FromBytes(DoubleSha256(raw)) > *target) continue;
    WriteCompactSize(out, rest.size() + 1);
    out.Raw(coinbase);
    for (const Placed& placed : rest) out.Raw(placed.transaction);
    return raw;
  }
  return Status(Code::kUnsupported, "no block was found in {} tries", kMaxTries);
}

}  // namespace dragoman::flowee::bitcoin
