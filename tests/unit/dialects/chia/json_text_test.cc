#include "dialects/chia/rpc/json_text.h"

#include <gtest/gtest.h>

#include "dialects/chia/types/coin.h"

namespace dragoman::chia::rpc {
namespace {

TEST(ChiaRpcJsonText, KeysAreSortedWhateverTheOrderTheyCameIn) {
  JsonText answer;
  answer.Set("b", 1).Set("a", true).Set("c", nullptr);
  EXPECT_EQ(answer.text(), R"({"a":true,"b":1,"c":null})");
}

TEST(ChiaRpcJsonText, IntegersOfAnySizeAreNumbers) {
  EXPECT_EQ(JsonText::Of(~Uint128{0}), "340282366920938463463374607431768211455");
  EXPECT_EQ(JsonText::Of(~std::uint64_t{0}), "18446744073709551615");
  EXPECT_EQ(JsonText::Of(std::uint8_t{65}), "65");
  EXPECT_EQ(JsonText::Of(-3), "-3");
}

TEST(ChiaRpcJsonText, BytesAreHexWithAPrefix) {
  EXPECT_EQ(JsonText::Of(ByteArray<3>{0xAB, 0, 1}), R"("0xab0001")");
  EXPECT_EQ(JsonText::Of(Slice()), R"("0x")");
  EXPECT_EQ(JsonText::Of(G1()).substr(0, 7), R"("0xc000)");
}

TEST(ChiaRpcJsonText, TextIsEscaped) { EXPECT_EQ(JsonText::Of(std::string("a\"\n")), R"("a\"\n")"); }

TEST(ChiaRpcJsonText, ListsAndWhatIsAbsent) {
  EXPECT_EQ(JsonText::Of(std::vector<std::uint32_t>{}), "[]");
  EXPECT_EQ(JsonText::Of(std::vector<std::uint32_t>{1, 2}), "[1,2]");
  EXPECT_EQ(JsonText::Of(std::optional<std::uint64_t>()), "null");
  EXPECT_EQ(JsonText::Of(std::optional<std::uint64_t>(5)), "5");
}

TEST(ChiaRpcJsonText, StructsGoByTheirFieldList) {
  CoinState state;
  state.coin.amount = 1'000'000'000'000'000'000;
  state.created_height = 7;
  const std::string zeros = "\"0x" + std::string(64, '0') + '"';
  EXPECT_EQ(JsonText::Of(state), R"({"coin":{"amount":1000000000000000000,"parent_coin_info":)" + zeros +
                                     R"(,"puzzle_hash":)" + zeros + R"(},"created_height":7,"spent_height":null})");
}

}  // namespace
}  // namespace dragoman::chia::rpc
