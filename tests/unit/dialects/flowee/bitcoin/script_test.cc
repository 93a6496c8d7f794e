#include "dialects/flowee/bitcoin/script.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/block.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

const std::string kHash = "716d3ea247f3202ead3336b3de74e6f648d08611";
const std::string kShortKey = "02" + std::string(64, '1');
const std::string kLongKey = "04" + std::string(128, '1');

ScriptKind KindOf(const std::string& hex) { return Classify(*FromHex(hex)).kind; }
int Features(const std::string& hex) { return FeaturesOf(*FromHex(hex)); }

TEST(BitcoinScript, KnowsTheTemplates) {
  EXPECT_EQ(KindOf("76a914" + kHash + "88ac"), ScriptKind::kPublicKeyHash);
  EXPECT_EQ(KindOf("21" + kShortKey + "ac"), ScriptKind::kPublicKey);
  EXPECT_EQ(KindOf("41" + kLongKey + "ac"), ScriptKind::kPublicKey);
  EXPECT_EQ(KindOf("a914" + kHash + "87"), ScriptKind::kScriptHash);
}

TEST(BitcoinScript, APushMayBeSpelledLonger) {
  EXPECT_EQ(KindOf("76a94c14" + kHash + "88ac"), ScriptKind::kPublicKeyHash);
  EXPECT_EQ(KindOf("76a94d1400" + kHash + "88ac"), ScriptKind::kPublicKeyHash);
  EXPECT_EQ(KindOf("4e21000000" + kShortKey + "ac"), ScriptKind::kPublicKey);
  EXPECT_EQ(KindOf("a94c14" + kHash + "87"), ScriptKind::kOther);
}

TEST(BitcoinScript, AnythingElseIsOther) {
  const std::string almost[] = {"",
                                "ac",
                                "76a914" + kHash + "88",
                                "76a914" + kHash + "88acac",
                                "76a913" + kHash + "88ac",
                                "76a914" + kHash + "87ac",
                                "21"
                                "05" +
                                    kShortKey.substr(2) + "ac",
                                "21"
                                "04" +
                                    kShortKey.substr(2) + "ac",
                                "41"
                                "02" +
                                    kLongKey.substr(2) + "ac",
                                "a914" + kHash + "88",
                                "00a914" + kHash + "87",
                                "6a14" + kHash};
  for (const std::string& hex : almost) EXPECT_EQ(KindOf(hex), ScriptKind::kOther) << hex;
}

TEST(BitcoinScript, AddressesAreThoseOfTheHub) {
  std::size_t seen = 0;
  for (const char* name : {"block_0_everything", "block_1_everything", "tx_112_everything"}) {
    std::optional<ByteArray<20>> address;
    for (const Json& token : ReplyTokens(name)) {
      const std::string& value = token.AsArray()[2].AsString();
      const std::int64_t tag = *token.AsArray()[0].Int64();
      if (tag == 23) address = AddressOf(*FromHex(value));
      if (tag != 2) continue;
      ASSERT_TRUE(address.has_value()) << name;
      EXPECT_EQ(ToHex(*address), value) << name;
      ++seen;
    }
  }
  EXPECT_GT(seen, 3u);
  EXPECT_FALSE(AddressOf(*FromHex("a914" + kHash + "87")).has_value());
  EXPECT_FALSE(AddressOf(Bytes()).has_value());
}

TEST(BitcoinScript, FindsFeaturesBetweenPushes) {
  EXPECT_EQ(Features(""), 0);
  EXPECT_EQ(Features("6a"), kUsesReturn);
  EXPECT_EQ(Features("ac"), kUsesCheckSig);
  EXPECT_EQ(Features("ad"), kUsesCheckSig);
  EXPECT_EQ(Features("ae"), kUsesCheckMultiSig);
  EXPECT_EQ(Features("af"), kUsesCheckMultiSig);
  EXPECT_EQ(Features("b1"), kUsesCheckLockTime);
  EXPECT_EQ(Features("ba"), kUsesCheckDataSig);
  EXPECT_EQ(Features("bb"), kUsesCheckDataSig);
  EXPECT_EQ(Features("b1ac6a"), kUsesCheckLockTime | kUsesCheckSig | kUsesReturn);
  EXPECT_EQ(Features("02acae"
                     "4c01ba"
                     "4d0100bb"
                     "4e010000006a"),
            0);
  EXPECT_EQ(Features("76a914" + kHash + "88ac"), kUsesCheckSig);
}

TEST(BitcoinScript, AScriptHashHasThatFeatureAlone) {
  EXPECT_EQ(Features("a914" + kHash + "87"), kIsScriptHash);
  EXPECT_EQ(Features("a914" + kHash + "87ac"), kUsesCheckSig);
}

TEST(BitcoinScript, ABrokenPushEndsTheSearch) {
  for (const char* hex :
       {"ac05aeae", "ac4c", "ac4cff6a", "ac4d01", "ac4e000000", "ac4effffffff6a"}) {
    EXPECT_EQ(Features(hex), kUsesCheckSig) << hex;
  }
}

TEST(BitcoinScript, FilterOnScriptTypeAnswersAsTheHubDid) {
  for (const int asked : {1, 2, 4, 8, 16, 32, 63}) {
    const bool of_block_1 = asked == 2;
    if (asked == 32) continue;  // not recorded
    const std::string name =
        (of_block_1 ? "block_1_scripttype_" : "block_112_scripttype_") + std::to_string(asked);
    const Json::Array& tokens = ReplyTokens(name);
    ASSERT_FALSE(tokens.empty()) << name;
    std::vector<std::string> recorded, found;
    for (const Json& token : tokens) {
      if (*token.AsArray()[0].Int64() == 4) recorded.push_back(token.AsArray()[2].AsString());
    }
    const Result<ParsedBlock> block = ParseBlock(RecordedBlocks()[of_block_1 ? 1 : 112]);
    ASSERT_TRUE(block.ok());
    for (const Transaction& transaction : block->transactions) {
      const bool matches = (FeaturesOf(transaction.outputs) & asked) != 0;
      if (matches && !transaction.IsCoinbase()) found.push_back(ToHex(transaction.id));
    }
    EXPECT_EQ(found, recorded) << name;
  }
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
