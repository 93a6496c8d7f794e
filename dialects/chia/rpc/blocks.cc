#include "dialects/chia/rpc/blocks.h"

#include "core/peer/node.h"
#include "dialects/chia/block_hashes.h"
#include "dialects/chia/rpc/block_record.h"
#include "dialects/chia/rpc/request.h"

namespace dragoman::chia::rpc {
namespace {

Failure LeftOut(const char* code, const char* name) { return {code, "No " + std::string(name) + " in request", {}}; }

// A fault of our own disk must not look like a block that does not exist.
Failure Missing(const Status& why, const char* code, const char* message, const Hash256& hash) {
  if (why.code() != Code::kNotFound) return Unknown(why);
  const std::string hex = ToHex(hash);
  Failure missing{code, "Block " + hex + message, std::string("Block") + message};
  missing.data.Set("header_hash", hex);
  return missing;
}

}  // namespace

Outcome GetBlock(const RpcGround& ground, const Json& request) {
  if (request.Find("header_hash") == nullptr) return LeftOut("NO_HEADER_HASH_IN_REQUEST", "header_hash");
  const Result<Hash256> hash = HashIn(request, "header_hash");
  if (!hash.ok()) return Unknown(hash.status());
  const Result<FullBlock> block = ChainView(ground.node->context()).Find(*hash);
  if (!block.ok()) return Missing(block.status(), "BLOCK_NOT_FOUND", " not found", *hash);
  JsonText answer;
  answer.Set("block", *block);
  return answer;
}

Outcome GetBlocks(const RpcGround& ground, const Json& request) {
  if (request.Find("start") == nullptr) return LeftOut("NO_START_IN_REQUEST", "start");
  if (request.Find("end") == nullptr) return LeftOut("NO_END_IN_REQUEST", "end");
  const Result<std::uint32_t> start = Uint32In(request, "start");
  if (!start.ok()) return Unknown(start.status());
  const Result<std::uint32_t> end = Uint32In(request, "end");
  if (!end.ok()) return Unknown(end.status());
  const ChainView chain(ground.node->context());
  const std::optional<FullBlock> tip = chain.Tip();
  const std::uint64_t above = tip.has_value() ? std::uint64_t{tip->reward_chain_block.height} + 1 : 0;
  std::vector<JsonText> blocks;
  std::size_t bytes = 0;
  for (std::uint64_t height = *start; height < std::min<std::uint64_t>(*end, above); ++height) {
    const Result<FullBlock> block = chain.At(static_cast<std::uint32_t>(height));
    if (!block.ok() && block.status().code() == Code::kNotFound) continue;
    if (!block.ok()) return Unknown(block.status());
    JsonText entry;
    FullBlock::Fields(entry, *block);
    if (!FlagIn(request, "exclude_header_hash")) entry.Set("header_hash", ToHex(HashOf(block->foliage)));
    bytes += entry.bytes();
    if (bytes > kMostBlocksText) {
      return Unknown("these blocks are more than " + std::to_string(kMostBlocksText / MiB) +
                     " MiB of text; the limit was met at height " + std::to_string(height) + ". Ask for fewer at a time.");
    }
    blocks.push_back(std::move(entry));
  }
  JsonText answer;
  answer.Set("blocks", blocks);
  return answer;
}

Outcome GetBlockRecord(const RpcGround& ground, const Json& request) {
  if (request.Find("header_hash") == nullptr) {
    return Failure{"HEADER_HASH_NOT_IN_REQUEST", "header_hash not in request", {}};
  }
  const Result<Hash256> hash = HashIn(request, "header_hash");
  if (!hash.ok()) return Unknown(hash.status());
  const ChainView chain(ground.node->context());
  const Result<FullBlock> block = chain.Find(*hash);
  if (!block.ok()) return Missing(block.status(), "BLOCK_DOES_NOT_EXIST", " does not exist", *hash);
  JsonText answer;
  answer.Set("block_record", BlockRecordOf(chain, *block));
  return answer;
}

Outcome GetBlockRecordByHeight(const RpcGround& ground, const Json& request) {
  if (request.Find("height") == nullptr) return LeftOut("NO_HEIGHT_IN_REQUEST", "height");
  const Result<std::uint32_t> height = Uint32In(request, "height");
  if (!height.ok()) return Unknown(height.status());
  const ChainView chain(ground.node->context());
  const Result<FullBlock> block = chain.At(*height);
  if (!block.ok()) {
    if (block.status().code() != Code::kNotFound) return Unknown(block.status());
    Failure missing{"BLOCK_HEIGHT_NOT_FOUND", "Block height " + std::to_string(*height) + " not found in chain",
                    "Block height not found in chain"};
    missing.data.Set("height", *height);
    return missing;
  }
  JsonText answer;
  answer.Set("block_record", BlockRecordOf(chain, *block));
  return answer;
}

}  // namespace dragoman::chia::rpc
