#include "dialects/chia/chain_format.h"

#include "core/base/hex.h"
#include "dialects/chia/block_facts.h"
#include "dialects/chia/block_rules.h"
#include "dialects/chia/hex_lines.h"
#include "dialects/chia/settings.h"

namespace dragoman::chia {
namespace {

// The id matches the bytes, and so does what the header commits to; consensus is not ours.
constexpr std::uint8_t kIdMatches = 2;

Hash256 LittleEndian(Uint128 weight) {
  Hash256 bytes{};
  for (std::size_t i = 0; i < sizeof(weight); ++i) bytes[i] = static_cast<std::uint8_t>(weight >> (8 * i));
  return bytes;
}

class Format final : public ChainFormat {
 public:
  Slice Genesis(std::string_view) const override { return {}; }
  // A file may begin anywhere; from peers a chain is fetched from its start (follow.cc).
  bool MayBeFirst(const BlockHeader& header) const override {
    return header.height != 0 || IsGenesisChallenge(header.previous);
  }
  std::uint8_t CheckLevel() const override { return kIdMatches; }
  bool ChecksSlowly() const override { return true; }

  Result<BlockHeader> ReadHeader(Bytes block) const override {
    const Result<BlockFacts> facts = FactsOf(Slice::View(block));
    if (!facts.ok()) return facts.status();
    BlockHeader header;
    header.hash = facts->hash;
    header.previous = facts->previous;
    header.time = static_cast<std::int64_t>(facts->timestamp);
    header.height = facts->height;
    header.chain_work = LittleEndian(facts->weight);
    return header;
  }
  // What a generator spends only CLVM can tell.
  Result<std::vector<BlockTransaction>> ReadTransactions(Bytes block) const override {
    if (Status read = ReadMessage<FullBlock>(Slice::View(block)).status(); !read.ok()) return read;
    return std::vector<BlockTransaction>();
  }
  Status CheckWork(Bytes raw, std::string_view) const override {
    const Result<FullBlock> block = ReadMessage<FullBlock>(Slice::View(raw));
    return block.ok() ? CheckBlock(*block) : block.status();
  }
  Hash256 ScriptKey(Bytes) const override { return {}; }
  std::string Display(const Hash256& hash) const override { return "0x" + ToHex(hash); }
  Result<std::unique_ptr<BlockFile>> OpenFile(const std::string& path, std::string_view) const override {
    return OpenHexLines(path);
  }
};

}  // namespace

std::shared_ptr<const ChainFormat> MakeChainFormat() { return std::make_shared<Format>(); }

}  // namespace dragoman::chia
