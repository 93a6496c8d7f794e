// Hashes and identifiers of tests/vectors/chia.json, and of the 41 recorded blocks.
#include "core/base/hash.h"
#include "dialects/chia/block_hashes.h"
#include "dialects/chia/messages/full_node.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia {
namespace {

using vectors::HexBytes;

Quality QualityOf(const Json& entry) {
  if (entry["proof_quality_string"].is_null()) return std::nullopt;
  Bytes32 quality{};
  const ByteVector bytes = HexBytes(entry["proof_quality_string"]);
  std::copy(bytes.begin(), bytes.end(), quality.begin());
  return quality;
}

std::string HexOr(const Result<Bytes32>& hash) { return hash.ok() ? ToHex(*hash) : hash.status().ToString(); }

void ExpectCommitments(const FullBlock& block, const Quality& quality) {
  const Foliage& foliage = block.foliage;
  EXPECT_EQ(HexOr(RewardBlockHash(block.reward_chain_block, quality)), ToHex(foliage.reward_block_hash));
  EXPECT_EQ(HexOr(UnfinishedHash(block.reward_chain_block, quality)),
            ToHex(foliage.foliage_block_data.unfinished_reward_block_hash));
  if (!block.reward_chain_block.is_transaction_block) return;
  EXPECT_EQ(HashOf(*block.foliage_transaction_block), *foliage.foliage_transaction_block_hash);
  EXPECT_EQ(HashOf(*block.transactions_info), block.foliage_transaction_block->transactions_info_hash);
  EXPECT_EQ(GeneratorRoot(block.generator), block.transactions_info->generator_root);
  EXPECT_EQ(GeneratorRefsRoot(block.generator), block.transactions_info->generator_refs_root);
}

TEST(ChiaHashes, OfEveryLiveBlockAreThoseThatTheChainCommitsTo) {
  std::size_t blocks = 0;
  for (const Json& entry : vectors::File()["messages"].AsArray()) {
    if (entry["header_hash"].is_null()) continue;
    SCOPED_TRACE(entry["name"].AsString());
    ++blocks;
    const Slice raw = Slice::Copy(HexBytes(entry["hex"]));
    const Result<FullBlock> block = ReadMessage<FullBlock>(raw);
    const Result<BlockParts> parts = ReadMessage<BlockParts>(raw);
    ASSERT_TRUE(block.ok() && parts.ok());
    EXPECT_EQ(ToHex(HeaderHash(*block)), entry["header_hash"].AsString());
    EXPECT_EQ(ToHex(HeaderHash(*parts)), entry["header_hash"].AsString());
    const Quality quality = QualityOf(entry);
    EXPECT_EQ(HexOr(RewardBlockHash(block->reward_chain_block, quality)), entry["reward_block_hash"].AsString());
    EXPECT_EQ(HexOr(UnfinishedHash(block->reward_chain_block, quality)),
              entry["unfinished_reward_block_hash"].AsString());
    EXPECT_EQ(ToHex(GeneratorRoot(block->generator)), entry["generator_root"].AsString());
    ExpectCommitments(*block, quality);
    EXPECT_EQ(parts->reward_chain_block.Get().height, *entry["height"].Uint64());
    if (quality.has_value()) {
      EXPECT_EQ(RewardBlockHash(block->reward_chain_block).status().code(), Code::kUnsupported);
      EXPECT_EQ(UnfinishedHash(block->reward_chain_block).status().code(), Code::kUnsupported);
    }
  }
  EXPECT_EQ(blocks, 6u);
}

TEST(ChiaHashes, OfTheRecordedChainLinkItsBlocks) {
  std::istringstream lines(vectors::ReadTestFile("data/chia/simulator0-41-blocks.hex"));
  std::optional<Bytes32> before;
  std::uint32_t height = 0;
  for (std::string line; std::getline(lines, line); ++height) {
    SCOPED_TRACE(height);
    const Slice raw = Slice::Copy(HexBytes(line));
    const Result<FullBlock> block = ReadMessage<FullBlock>(raw);
    ASSERT_TRUE(block.ok()) << block.status().ToString();
    EXPECT_EQ(block->reward_chain_block.height, height);
    if (before.has_value()) {
      EXPECT_EQ(block->foliage.prev_block_hash, *before);
    }
    before = HeaderHash(*block);
    ExpectCommitments(*block, std::nullopt);
    EXPECT_EQ(Part<FullBlock>(*block).bytes(), raw) << "encodes to the same bytes";
  }
  EXPECT_EQ(height, 41u);
}

TEST(ChiaHashes, OfVersionedBlocksAreThatOfTheirFoliage) {
  std::size_t blocks = 0;
  for (const Json& entry : vectors::File()["versioned"].AsArray()) {
    if (entry["header_hash"].is_null()) continue;
    SCOPED_TRACE(entry["id"].AsString());
    ++blocks;
    const Slice raw = Slice::Copy(HexBytes(entry["hex"]));
    if (entry["type"].AsString() == "FullBlock") {
      EXPECT_EQ(ToHex(HeaderHash(*ReadMessage<BlockParts>(raw))), entry["header_hash"].AsString());
    } else {
      EXPECT_EQ(ToHex(HashOf(ReadMessage<UnfinishedBlock>(raw)->foliage)), entry["header_hash"].AsString());
    }
  }
  EXPECT_EQ(blocks, 18u);
}

TEST(ChiaHashes, ATransactionsIdIsTheHashOfItsBundle) {
  std::size_t transactions = 0;
  for (const Json& entry : vectors::File()["messages"].AsArray()) {
    if (entry["transaction_id"].is_null()) continue;
    ++transactions;
    const Slice body = Slice::Copy(HexBytes(entry["hex"]));
    const Result<RespondTransaction> message = ReadMessage<RespondTransaction>(body);
    ASSERT_TRUE(message.ok());
    EXPECT_EQ(ToHex(TransactionId(message->transaction)), entry["transaction_id"].AsString());
    EXPECT_EQ(ToHex(TransactionId(message->transaction.Get())), entry["transaction_id"].AsString());
  }
  EXPECT_EQ(transactions, 1u);
}

template <class Field>
void Read(const Json& hex, Field& field) {
  const Slice raw = Slice::Copy(HexBytes(hex));
  Reader reader(raw);
  wire::Decoder<BigEndianLayout>(reader).Value(field, kNoMax);
  EXPECT_TRUE(reader.ok() && reader.done()) << reader.status().ToString();
}

TEST(ChiaHashes, PlotIdsOfBothVersions) {
  ASSERT_EQ(vectors::File()["plot_id"].AsArray().size(), 6u);
  for (const Json& entry : vectors::File()["plot_id"].AsArray()) {
    SCOPED_TRACE(entry["plot_id"].AsString());
    ProofOfSpace proof;
    proof.version = static_cast<std::uint8_t>(*entry["proof_version"].Uint64());
    Read(entry["plot_public_key"], proof.plot_public_key);
    if (!entry["pool_public_key"].is_null()) Read(entry["pool_public_key"], proof.pool_public_key.emplace());
    if (!entry["pool_contract_puzzle_hash"].is_null()) {
      Read(entry["pool_contract_puzzle_hash"], proof.pool_contract_puzzle_hash.emplace());
    }
    if (proof.version == 1) {
      proof.strength = static_cast<std::uint8_t>(*entry["strength"].Uint64());
      proof.plot_index = static_cast<std::uint16_t>(*entry["plot_index"].Uint64());
      proof.meta_group = static_cast<std::uint8_t>(*entry["meta_group"].Uint64());
    }
    EXPECT_EQ(HexOr(PlotId(proof)), entry["plot_id"].AsString());
  }
  EXPECT_EQ(PlotId(ProofOfSpace()).status().code(), Code::kBadValue);
}

}  // namespace
}  // namespace dragoman::chia
