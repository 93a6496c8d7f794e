#include "dialects/flowee/bitcoin/address.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

const Network& kMain = *FindNetwork("main");
const Network& kRegtest = *FindNetwork("regtest");

TEST(BitcoinAddress, GivesTheScriptTheHubGives) {
  const Json::Array& tokens = ReplyTokens("validate_mgkASU");
  ASSERT_EQ(tokens.size(), 3u);
  const std::string& text = tokens[1].AsArray()[2].AsString();
  const Result<Address> address = ParseAddress(text, kRegtest);
  ASSERT_TRUE(address.ok()) << address.status().ToString();
  EXPECT_EQ(ToHex(ScriptFor(*address)), tokens[2].AsArray()[2].AsString());
  EXPECT_EQ(FormatAddress(*address, kRegtest), text);
}

TEST(BitcoinAddress, KnowsBothKindsOnBothSorts) {
  for (const Network& network : Networks()) {
    for (const auto kind : {Address::Kind::kKeyHash, Address::Kind::kScriptHash}) {
      Address address{kind, {}};
      address.hash.fill(0x5a);
      const Result<Address> read = ParseAddress(FormatAddress(address, network), network);
      ASSERT_TRUE(read.ok());
      EXPECT_EQ(*read, address);
    }
  }
  const Result<Address> script = ParseAddress("3P14159f73E4gFr7JterCCQh9QjiTjiZrG", kMain);
  ASSERT_TRUE(script.ok());
  EXPECT_EQ(ToHex(ScriptFor(*script)), "a914e9c3dd0c07aac76179ebc76a6c78d4d67c6c160a87");
}

TEST(BitcoinAddress, RefusesOtherNetworksAndSizes) {
  EXPECT_EQ(ParseAddress("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", kRegtest).status().Text(),
            "an address of another network (version 0)");
  EXPECT_EQ(ParseAddress("mgkASUzP4FN3wyFLzvyVRSrUSTPxiBTwEH", kMain).status().Text(),
            "an address of another network (version 111)");
  EXPECT_EQ(ParseAddress("3QJmnh", kMain).status().Text(),
            "an address holds 21 bytes, this text 0");
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
