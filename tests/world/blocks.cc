#include "tests/world/blocks.h"

#include <cstdlib>

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/block_file.h"
#include "dialects/flowee/bitcoin/compact_size.h"
#include "dialects/flowee/bitcoin/new_block.h"

namespace dragoman::world {
namespace {

namespace bitcoin = flowee::bitcoin;

constexpr std::uint32_t kRegtestBits = 0x207fffff;

// Spends what nobody has heard of, which the chain does not judge, and pays to `bytes` of nothing.
ByteVector Filler(std::uint32_t number, std::size_t bytes) {
  ByteVector transaction;
  Writer out(transaction);
  out.U32(1, std::endian::little);
  bitcoin::WriteCompactSize(out, 1);
  Hash256 spent{};
  spent[0] = static_cast<std::uint8_t>(number >> 8);
  spent[1] = static_cast<std::uint8_t>(number & 0xff);
  spent[2] = 1;
  out.Raw(spent);
  out.U32(0, std::endian::little);
  bitcoin::WriteCompactSize(out, 0);
  out.U32(0xffffffff, std::endian::little);
  bitcoin::WriteCompactSize(out, 1);
  out.U64(1, std::endian::little);
  bitcoin::WriteCompactSize(out, bytes);
  out.Raw(ByteVector(bytes, 0x51));
  out.U32(0, std::endian::little);
  return transaction;
}

const std::vector<Slice>& Recorded() {
  static const std::vector<Slice> blocks = [] {
    std::vector<Slice> read;
    auto file = bitcoin::OpenBlockFile(DRAGOMAN_SOURCE_DIR "/tests/data/flowee/regtest-116-blocks.dat",
                                       *bitcoin::FindNetwork("regtest"));
    if (!file.ok()) std::abort();
    for (;;) {
      const Result<Slice> block = (*file)->Next();
      if (!block.ok()) std::abort();
      if (block->empty()) return read;
      read.push_back(Slice::Copy(*block));
    }
  }();
  return blocks;
}

}  // namespace

Blocks::Blocks() : recorded_(Recorded()) {
  for (const Slice& raw : recorded_) Add(raw);
}

Hash256 Blocks::HashOf(Bytes raw) { return DoubleSha256(raw.first(bitcoin::kHeaderBytes)); }

void Blocks::Add(const Slice& raw) { by_hash_.emplace(HashOf(raw), raw); }

Slice Blocks::Mine(const chain::Tip& tip, std::uint32_t time, std::uint8_t miner, std::size_t filling) {
  bitcoin::NewBlock block;
  block.previous = tip.hash;
  block.height = tip.height + 1;
  block.time = time;
  block.bits = kRegtestBits;
  block.reward = bitcoin::RegtestSubsidy(block.height);
  // Two blocks on one tip are two blocks.
  ++mined_;
  block.pay_to[0] = miner;
  block.pay_to[1] = static_cast<std::uint8_t>(mined_ >> 8);
  block.pay_to[2] = static_cast<std::uint8_t>(mined_ & 0xff);
  std::vector<Bytes> transactions;
  const ByteVector filler = filling == 0 ? ByteVector() : Filler(mined_, filling);
  if (!filler.empty()) transactions.emplace_back(filler);
  Result<ByteVector> mined = bitcoin::Mine(block, transactions);
  if (!mined.ok()) std::abort();
  const Slice raw = Slice::Copy(*mined);
  Add(raw);
  return raw;
}

Slice Blocks::Find(const Hash256& hash) const {
  const auto found = by_hash_.find(hash);
  return found == by_hash_.end() ? Slice() : found->second;
}

}  // namespace dragoman::world
