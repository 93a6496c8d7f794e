// Service 1, BlockChain: the state of the chain and its headers (wire/flowee.md 9.2). Whole blocks and their
// transactions are in get_block.h and get_transaction.h.
#pragma once

#include "dialects/flowee/messages/block_chain_tags.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::block_chain {

struct GetBlockChainInfo : ToServer<GetBlockChainInfo> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 0);
  static constexpr std::string_view kName = "BlockChain.GetBlockChainInfo";

  static void Tags(auto&, auto&) {}
};

struct GetBlockChainInfoReply : ToClient<GetBlockChainInfoReply> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 1);
  static constexpr std::string_view kName = "BlockChain.GetBlockChainInfoReply";

  std::string chain;  // "main", "test", "test4", "scale", "regtest"
  std::uint64_t blocks = 0;
  std::int64_t headers = -1;
  Hash256 best_block_hash{};
  double difficulty = 0;
  std::uint64_t median_time = 0;
  double verification_progress = 0;
  Hash256 chain_work{};  // little-endian

  static void Tags(auto& visit, auto& m) {
    visit(kChain, m.chain);
    visit(kBlocks, m.blocks);
    visit(kHeaders, m.headers);
    visit(kBestBlockHash, m.best_block_hash);
    visit(kDifficulty, m.difficulty);
    visit(kMedianTime, m.median_time);
    visit(kVerificationProgress, m.verification_progress);
    visit(kChainWork, m.chain_work);
  }
};

struct GetBestBlockHash : ToServer<GetBestBlockHash> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 2);
  static constexpr std::string_view kName = "BlockChain.GetBestBlockHash";

  static void Tags(auto&, auto&) {}
};

struct GetBestBlockHashReply : ToClient<GetBestBlockHashReply> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 3);
  static constexpr std::string_view kName = "BlockChain.GetBestBlockHashReply";

  Hash256 block_hash{};

  static void Tags(auto& visit, auto& m) { visit(kGenericByteData, m.block_hash); }
};

struct GetBlockCount : ToServer<GetBlockCount> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 10);
  static constexpr std::string_view kName = "BlockChain.GetBlockCount";

  static void Tags(auto&, auto&) {}
};

struct GetBlockCountReply : ToClient<GetBlockCountReply> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 11);
  static constexpr std::string_view kName = "BlockChain.GetBlockCountReply";

  std::int64_t height = 0;

  static void Tags(auto& visit, auto& m) { visit(kBlockHeight, m.height); }
};

// Candidates, tried in order: read them with BlockNames.
struct GetBlockHeader : TokenList<GetBlockHeader> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 8);
  static constexpr std::string_view kName = "BlockChain.GetBlockHeader";
  static constexpr Field kFields[] = {{kBlockHash, kRepeats}, {kBlockHeight, kRepeats}};
};

// Nothing found: no field is set. The Hub writes a stray Separator for each candidate tried after the first.
struct GetBlockHeaderReply {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 9);
  static constexpr std::string_view kName = "BlockChain.GetBlockHeaderReply";

  std::size_t separators = 0;
  std::optional<Hash256> block_hash;
  std::optional<std::int64_t> confirmations;  // -1 beside the main chain
  std::optional<std::int64_t> height;
  std::optional<std::int64_t> version;
  std::optional<Hash256> merkle_root;
  std::optional<std::uint64_t> time;
  std::optional<std::uint64_t> median_time;
  std::optional<std::uint64_t> nonce;
  std::optional<std::uint64_t> bits;
  std::optional<double> difficulty;
  std::optional<Hash256> prev_block_hash;
  std::optional<Hash256> next_block_hash;

  static void Tags(auto& visit, auto& m) {
    visit(kBlockHash, m.block_hash);
    visit(kConfirmations, m.confirmations);
    visit(kBlockHeight, m.height);
    visit(kVersion, m.version);
    visit(kMerkleRoot, m.merkle_root);
    visit(kTime, m.time);
    visit(kMedianTime, m.median_time);
    visit(kNonce, m.nonce);
    visit(kBits, m.bits);
    visit(kDifficulty, m.difficulty);
    visit(kPrevBlockHash, m.prev_block_hash);
    visit(kNextBlockHash, m.next_block_hash);
  }
  static Result<GetBlockHeaderReply> Read(Slice body);
  void Write(Writer& out) const;
};

}  // namespace dragoman::flowee::block_chain
