#include "dialects/flowee/bitcoin/networks.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/work.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

TEST(BitcoinNetworks, GenesisBlocksHaveTheirHashes) {
  const std::pair<const char*, const char*> known[] = {
      {"main", "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"},
      {"testnet3", "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"},
      {"testnet4", "000000001dd410c49a788668ce26751718cc797474d3152a5fc073dd44fd9f7b"},
      {"scalenet", "00000000e6453dc2dfe1ffa19023f86002eb11dbb8e87d0291a4599f0430be52"},
      {"regtest", "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"},
  };
  ASSERT_EQ(std::size(known), Networks().size());
  for (const auto& [name, hash] : known) {
    SCOPED_TRACE(name);
    const Network* network = FindNetwork(name);
    ASSERT_NE(network, nullptr);
    const ByteVector genesis = network->GenesisBlock();
    EXPECT_EQ(genesis.size(), 285u);
    const Result<ParsedBlock> block = ParseBlock(genesis);
    ASSERT_TRUE(block.ok()) << block.status().ToString();
    EXPECT_EQ(ToHexReversed(block->header.hash), hash);
    EXPECT_TRUE(CheckMerkleRoot(*block).ok());
    EXPECT_TRUE(CheckWork(block->header, *network).ok());
  }
}

TEST(BitcoinNetworks, RegtestGenesisIsTheRecordedOne) {
  EXPECT_EQ(FindNetwork("regtest")->GenesisBlock(), *FromHex(ToHex(RecordedBlocks()[0])));
}

TEST(BitcoinNetworks, HasTheNamesAndPortsOfTheHub) {
  // wire/flowee.md 7.1 and 9.2.
  EXPECT_EQ(FindNetwork("main")->hub_name, "main");
  EXPECT_EQ(FindNetwork("main")->api_port, 1235);
  EXPECT_EQ(FindNetwork("testnet3")->hub_name, "test");
  EXPECT_EQ(FindNetwork("testnet3")->api_port, 11235);
  EXPECT_EQ(FindNetwork("testnet4")->hub_name, "test4");
  EXPECT_EQ(FindNetwork("testnet4")->api_port, 21235);
  EXPECT_EQ(FindNetwork("scalenet")->hub_name, "scale");
  EXPECT_EQ(FindNetwork("scalenet")->api_port, 31235);
  EXPECT_EQ(FindNetwork("regtest")->hub_name, "regtest");
  EXPECT_EQ(FindNetwork("regtest")->api_port, 11235);
  EXPECT_EQ(FindNetwork("test"), nullptr);
  EXPECT_EQ(FindNetwork(""), nullptr);
}

TEST(BitcoinNetworks, LimitsTheEasiestTarget) {
  EXPECT_EQ(ToHexReversed(FindNetwork("main")->WorkLimit().ToBytes()),
            "00000000" + std::string(56, 'f'));
  EXPECT_EQ(ToHexReversed(FindNetwork("regtest")->WorkLimit().ToBytes()),
            "7" + std::string(63, 'f'));
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
