// Service 1, BlockChain: GetBlockVerbose (wire/flowee.md 9.2): a block as its bytes, or its header with the ids of
// its transactions.
#pragma once

#include "dialects/flowee/messages/block_names.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::block_chain {

// Of several names the later one counts, but a height that is not on the chain leaves an earlier name in place:
// read them with BlockNames (tag 1 is a hash, too).
struct GetBlockVerbose : TokenList<GetBlockVerbose> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 6);
  static constexpr std::string_view kName = "BlockChain.GetBlockVerbose";
  static constexpr Field kFields[] = {{kGenericByteData}, {kBlockHash}, {kBlockHeight}, {kVerbose}};

  // The last Verbose counts; true unless said.
  bool WantsVerbose() const;
};

struct GetBlockVerboseReply {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 7);
  static constexpr std::string_view kName = "BlockChain.GetBlockVerboseReply";
  static constexpr Field kFields[] = {
      {kGenericByteData}, {kBlockHash},  {kConfirmations}, {kSize},       {kBlockHeight}, {kVersion},
      {kMerkleRoot},      {kTxId, kRepeats}, {kTime},      {kMedianTime}, {kNonce},       {kBits},
      {kDifficulty},      {kChainWork},  {kPrevBlockHash}, {kNextBlockHash}};

  // Verbose false: the serialized block, and nothing else is set.
  std::optional<Slice> block;

  Hash256 block_hash{};
  std::int64_t confirmations = 0;
  std::uint64_t size = 0;
  std::int64_t height = 0;
  std::int64_t version = 0;
  Hash256 merkle_root{};
  std::vector<Hash256> tx_ids;
  std::uint64_t time = 0;
  std::uint64_t median_time = 0;
  std::uint64_t nonce = 0;
  std::uint64_t bits = 0;
  double difficulty = 0;
  Hash256 chain_work{};
  Hash256 prev_block_hash{};  // undefined for block 0
  std::optional<Hash256> next_block_hash;

  static Result<GetBlockVerboseReply> Read(Slice body);
  void Write(Writer& out) const;
};

}  // namespace dragoman::flowee::block_chain
