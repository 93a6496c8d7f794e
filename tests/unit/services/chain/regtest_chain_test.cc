// The 116 blocks of the reference's regtest chain, imported, against what the reference itself says
// of them.
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/base/hex.h"
#include "core/base/json.h"
#include "dialects/flowee/bitcoin/chain_format.h"
#include "services/chain/block_import.h"
#include "tests/unit/services/chain/memory_shelf.h"

namespace dragoman {
namespace {

const std::string kRoot = DRAGOMAN_SOURCE_DIR;
const std::string kBlocks = kRoot + "/tests/data/flowee/regtest-116-blocks.dat";

std::string Text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Hash256 Hash(const Json& hex) {
  const ByteVector bytes = *FromHex(hex.AsString());
  Hash256 hash{};
  if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

// A decoded body: [[tag, type, value], ...]
const Json& Tagged(const Json& body, std::int64_t tag) {
  static const Json kNone;
  for (const Json& token : body.AsArray()) {
    if (*token.AsArray()[0].Int64() == tag) return token.AsArray()[2];
  }
  return kNone;
}

class RegtestChain : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    facts = *Json::Parse(Text(kRoot + "/tests/vectors/flowee-chain.json"));
  }
  static void TearDownTestSuite() { facts = Json(); }
  void SetUp() override { ASSERT_TRUE(chain.Start().ok()); }

  ImportOutcome Import(const std::string& path) {
    return *ImportFile(chain, path, [] { return false; });
  }
  template <class Request, class Reply>
  Result<Reply> Ask(const CallName<Request, Reply>& call, const Request& request) {
    Result<Reply> answer = Status(Code::kInternal, "nobody answered");
    router.Call<Request, Reply>(network, call, request,
                                [&answer](Result<Reply> reply) { answer = std::move(reply); });
    executor.RunAll();
    return answer;
  }

  static Json facts;
  ManualClock clock;
  Router router{clock};
  ManualExecutor executor;
  toy::MemoryShelf shelf;
  std::shared_ptr<const ChainFormat> format = flowee::bitcoin::MakeChainFormat();
  NetworkId network = router.AddNetwork("flowee", "regtest");
  ChainService chain{router, network, *format, "regtest", shelf, executor, clock};
};
Json RegtestChain::facts;

TEST_F(RegtestChain, TheFirstBlockIsKnownWithoutImport) {
  EXPECT_EQ(chain.tip().height, 0);
  EXPECT_EQ(chain.tip().hash, Hash(facts["chain"]["genesis_hash"]));
}

TEST_F(RegtestChain, EveryBlockStandsAtItsHeight) {
  const ImportOutcome outcome = Import(kBlocks);
  EXPECT_EQ(outcome.blocks, 115u);
  EXPECT_EQ(outcome.known, 1u);
  EXPECT_EQ(outcome.broken_at, std::nullopt);
  EXPECT_EQ(outcome.reason, std::nullopt);
  EXPECT_EQ(chain.tip().height, 115);
  EXPECT_EQ(chain.tip().hash, Hash(facts["chain"]["tip_hash"]));
  for (const auto& [height, hash] : facts["chain"]["main_chain"].AsObject()) {
    const auto record = Ask(chain::kHeader, chain::ByHeight(std::stoll(height)));
    ASSERT_TRUE(record.ok()) << height;
    EXPECT_EQ(record->hash, Hash(hash)) << height;
    const Json* size = facts["chain"]["sizes"].Find(height);
    EXPECT_EQ(record->size, size == nullptr ? 181u : *size->Uint64()) << height;
  }
}

TEST_F(RegtestChain, RawBlocksAreThoseOfTheFile) {
  Import(kBlocks);
  const std::string file = Text(kBlocks);
  for (std::int64_t height = 0; height <= 115; ++height) {
    const auto block = Ask(chain::kBlock, chain::ByHeight(height));
    ASSERT_TRUE(block.ok()) << height;
    EXPECT_NE(file.find(AsText(block->raw)), std::string::npos) << height;
  }
}

TEST_F(RegtestChain, TransactionsStandAtTheirOffsets) {
  Import(kBlocks);
  for (const auto& [height, offsets] : facts["chain"]["transaction_offsets"].AsObject()) {
    for (const Json& offset : offsets.AsArray()) {
      chain::OutputQuery query;
      query.height = std::stoll(height);
      query.offset = *offset.Uint64();
      const auto output = Ask(chain::kOutput, query);
      ASSERT_TRUE(output.ok()) << height << " " << query.offset;
      const auto place = Ask(chain::kTransaction, chain::TransactionQuery{output->transaction});
      EXPECT_EQ(place->height, query.height);
      EXPECT_EQ(place->offset, query.offset);
    }
  }
}

// Replies to GetBlockVerbose: wire/flowee.md 9.2.
TEST_F(RegtestChain, HeadersSayWhatTheReferenceSays) {
  Import(kBlocks);
  std::size_t compared = 0;
  for (const Json& exchange : facts["exchanges"].AsArray()) {
    if (!exchange["name"].AsString().starts_with("verbose_")) continue;
    for (const Json& reply : exchange["reply"].AsArray()) {
      const Json& body = reply["body"];
      if (Tagged(body, 66).is_null()) continue;
      const auto record = Ask(chain::kHeader, chain::ByHash(Hash(Tagged(body, 5))));
      ASSERT_TRUE(record.ok());
      EXPECT_EQ(record->height, *Tagged(body, 7).Int64());
      EXPECT_EQ(record->confirmations, *Tagged(body, 72).Int64());
      EXPECT_EQ(record->size, *Tagged(body, 61).Uint64());
      EXPECT_EQ(record->time, *Tagged(body, 63).Int64());
      EXPECT_EQ(record->median_time, *Tagged(body, 65).Int64());
      EXPECT_EQ(record->chain_work, Hash(Tagged(body, 66)));
      if (record->height > 0) {
        EXPECT_EQ(record->previous, Hash(Tagged(body, 76)));
      }
      const std::optional<Hash256> next =
          Tagged(body, 77).is_null() ? std::nullopt : std::optional(Hash(Tagged(body, 77)));
      EXPECT_EQ(record->next, next);
      ++compared;
    }
  }
  EXPECT_GE(compared, 12u);
  EXPECT_EQ(Ask(chain::kHeader, chain::ByHeight(115))->chain_work[0], 0xe6);
}

// Replies to single queries of IsUnspent and GetUnspentOutput: wire/flowee.md 9.3. The first
// block's output, which the reference never counts as unspent, is the dialect's business.
TEST_F(RegtestChain, OutputsAreUnspentWhereTheReferenceSaysSo) {
  Import(kBlocks);
  std::size_t compared = 0;
  for (const Json& exchange : facts["exchanges"].AsArray()) {
    const std::string& name = exchange["name"].AsString();
    const bool asks = name.starts_with("is_unspent_") || name.starts_with("unspent_output_");
    if (!asks || name.ends_with("_genesis") || exchange["reply"].AsArray().empty()) continue;
    const Json& request = exchange["request"].AsArray()[0]["body"];
    const Json& reply = exchange["reply"].AsArray()[0]["body"];
    if (Tagged(reply, 26).is_null() || !Tagged(request, 0).is_null()) continue;

    chain::OutputQuery query;
    if (!Tagged(request, 4).is_null()) query.transaction = Hash(Tagged(request, 4));
    if (!Tagged(request, 7).is_null()) query.height = *Tagged(request, 7).Int64();
    if (!Tagged(request, 8).is_null()) query.offset = *Tagged(request, 8).Uint64();
    if (!Tagged(request, 21).is_null())
      query.index = static_cast<std::uint32_t>(*Tagged(request, 21).Int64());
    const auto output = Ask(chain::kOutput, query);
    EXPECT_EQ(output.ok() && output->unspent, Tagged(reply, 26).AsBool()) << name;
    ++compared;
    if (!Tagged(reply, 26).AsBool()) continue;
    EXPECT_EQ(output->height, *Tagged(reply, 7).Int64()) << name;
    EXPECT_EQ(output->offset, *Tagged(reply, 8).Uint64()) << name;
    if (Tagged(reply, 6).is_null()) continue;
    EXPECT_EQ(output->amount, *Tagged(reply, 6).Uint64()) << name;
  }
  EXPECT_GE(compared, 16u);
}

// Replies to GetTransaction with Include_TxFee (53).
TEST_F(RegtestChain, FeesAreThoseOfTheReference) {
  Import(kBlocks);
  std::size_t compared = 0;
  for (const Json& exchange : facts["exchanges"].AsArray()) {
    if (exchange["reply"].AsArray().empty() || exchange["request"].AsArray().empty()) continue;
    const Json& request = exchange["request"].AsArray()[0]["body"];
    const Json& fee = Tagged(exchange["reply"].AsArray()[0]["body"], 25);
    if (Tagged(request, 53).is_null() || fee.is_null() || Tagged(request, 7).is_null()) continue;
    const std::int64_t height = *Tagged(request, 7).Int64();
    const auto offsets = facts["chain"]["transaction_offsets"][std::to_string(height)].AsArray();
    std::size_t place = 0;
    while (place < offsets.size() && !(offsets[place] == Tagged(request, 8))) ++place;
    if (place == offsets.size()) continue;
    const auto fees = Ask(chain::kFees, chain::ByHeight(height));
    EXPECT_EQ(fees->at(place), *fee.Uint64()) << exchange["name"].AsString();
    EXPECT_EQ(fees->front(), std::nullopt);
    ++compared;
  }
  EXPECT_GE(compared, 6u);
}

class CutFile : public RegtestChain {
 protected:
  void SetUp() override {
    RegtestChain::SetUp();
    path = testing::TempDir() + "/cut-" + std::to_string(getpid()) + ".dat";
  }
  void TearDown() override { std::remove(path.c_str()); }
  void Write(const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
  std::string path;
};

TEST_F(CutFile, WhatIsWholeIsImportedAndTheRestWithTheWholeFile) {
  std::string text = Text(kBlocks);
  text.resize(text.size() - 10'000);  // within the last block of 17767 bytes
  Write(text);
  const ImportOutcome outcome = Import(path);
  EXPECT_EQ(chain.tip().height, 114);
  ASSERT_TRUE(outcome.broken_at.has_value());
  EXPECT_GT(*outcome.broken_at, text.size() - 8'000);
  EXPECT_TRUE(outcome.reason.has_value());
  EXPECT_EQ(Import(kBlocks).blocks, 1u);
  EXPECT_EQ(chain.tip().height, 115);
}

TEST_F(CutFile, AByteFlippedInABlockIsFoundThere) {
  std::string text = Text(kBlocks);
  const std::size_t at = 8 + 285 + 50 * (8 + 181) + 8 + 100;  // in the body of block 51
  text[at] = static_cast<char>(text[at] ^ 1);
  Write(text);
  const ImportOutcome outcome = Import(path);
  EXPECT_EQ(chain.tip().height, 50);
  ASSERT_TRUE(outcome.broken_at.has_value());
  EXPECT_GE(*outcome.broken_at, at - 100);
  EXPECT_LE(*outcome.broken_at, at + 81);
  EXPECT_EQ(Import(kBlocks).blocks, 65u);
  EXPECT_EQ(chain.tip().height, 115);
}

}  // namespace
}  // namespace dragoman
