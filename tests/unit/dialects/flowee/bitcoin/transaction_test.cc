#include "dialects/flowee/bitcoin/transaction.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/networks.h"
#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

namespace dragoman::flowee::bitcoin {
namespace {

const std::string kInput = std::string(64, '0') +
                           "00000000"
                           "00"
                           "ffffffff";
const std::string kOutput =
    "0100000000000000"
    "00";

Status Refuse(const std::string& hex) {
  const Result<Transaction> parsed = ParseTransaction(*FromHex(hex));
  EXPECT_FALSE(parsed.ok());
  return parsed.status();
}

TEST(BitcoinTransaction, ReadsTheGenesisTransaction) {
  const ByteVector block = FindNetwork("main")->GenesisBlock();
  const Result<Transaction> parsed = ParseTransaction(block, 81);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(ToHexReversed(parsed->id),
            "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
  EXPECT_TRUE(parsed->IsCoinbase());
  EXPECT_EQ(parsed->version, 1);
  EXPECT_EQ(parsed->lock_time, 0u);
  EXPECT_EQ(parsed->offset, 81u);
  EXPECT_EQ(parsed->size, 204u);
  ASSERT_EQ(parsed->inputs.size(), 1u);
  EXPECT_EQ(parsed->inputs[0].sequence, 0xffffffffu);
  EXPECT_EQ(AsText(parsed->inputs[0].script.subspan(8, 9)), "The Times");
  ASSERT_EQ(parsed->outputs.size(), 1u);
  EXPECT_EQ(parsed->outputs[0].amount, 5'000'000'000u);
  // Seen where it lies, not copied.
  EXPECT_EQ(parsed->outputs[0].script.data(),
            block.data() + 81 + 4 + 1 + 36 + 1 + 77 + 4 + 1 + 8 + 1);
}

TEST(BitcoinTransaction, ReadsInputsAndOutputsAsTheHubDoes) {
  // GetTransaction with every option: ids, offset, inputs, outputs in order.
  const Json::Array& tokens = ReplyTokens("tx_112_everything");
  ASSERT_FALSE(tokens.empty());
  std::uint64_t offset = 0;
  for (const Json& token : tokens) {
    if (*token.AsArray()[0].Int64() == 8) offset = *token.AsArray()[2].Uint64();
  }
  const Result<Transaction> parsed =
      ParseTransaction(RecordedBlocks()[112], static_cast<std::size_t>(offset));
  ASSERT_TRUE(parsed.ok());
  std::size_t input = 0, output = 0;
  for (const Json& token : tokens) {
    const Json& value = token.AsArray()[2];
    switch (*token.AsArray()[0].Int64()) {
      case 4:
        EXPECT_EQ(ToHex(parsed->id), value.AsString());
        break;
      case 20:
        EXPECT_EQ(ToHex(parsed->inputs[input].spends.transaction), value.AsString());
        break;
      case 21:
        EXPECT_EQ(parsed->inputs[input].spends.index, *value.Uint64());
        break;
      case 22:
        EXPECT_EQ(ToHex(parsed->inputs[input++].script), value.AsString());
        break;
      case 6:
        EXPECT_EQ(parsed->outputs[output].amount, *value.Uint64());
        break;
      case 23:
        EXPECT_EQ(ToHex(parsed->outputs[output++].script), value.AsString());
        break;
      default:
        break;
    }
  }
  EXPECT_EQ(input, parsed->inputs.size());
  EXPECT_EQ(output, parsed->outputs.size());
  EXPECT_GT(output, 1u);
}

TEST(BitcoinTransaction, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(Refuse("01000000"
                   "00")
                .ToString(),
            "inputs: there must be at least one (byte 4)");
  EXPECT_EQ(Refuse("01000000"
                   "01" +
                   kInput + "00")
                .ToString(),
            "outputs: there must be at least one (byte 46)");
  EXPECT_EQ(Refuse("01000000"
                   "02" +
                   kInput)
                .ToString(),
            "inputs: 2 are announced, but 41 bytes are left (byte 4)");
  EXPECT_EQ(Refuse("01000000"
                   "01" +
                   kInput.substr(0, 72) +
                   "feffffffff"
                   "ff")
                .Path(),
            "inputs[0].script");
  EXPECT_EQ(Refuse("01000000"
                   "01" +
                   kInput + "01" + kOutput)
                .ToString(),
            "lock_time: needs 4 bytes, 0 are left (byte 56)");
  EXPECT_EQ(Refuse("01000000"
                   "01" +
                   kInput + "01" + kOutput +
                   "00000000"
                   "00")
                .ToString(),
            "the transaction ends before the last 1 bytes (byte 60)");
}

TEST(BitcoinTransaction, RefusesMoreMoneyThanThereIs) {
  const std::string front =
      "01000000"
      "01" +
      kInput + "01";
  EXPECT_TRUE(ParseTransaction(*FromHex(front + "0040075af0750700"
                                                "00"
                                                "00000000"))
                  .ok());
  EXPECT_EQ(Refuse(front + "0140075af0750700"
                           "00"
                           "00000000")
                .ToString(),
            "outputs[0].amount: 2100000000000001 satoshi are more than there can be (byte 47)");
}

TEST(BitcoinTransaction, AnOffsetBeyondTheBytesIsAnEarlyEnd) {
  const Bytes block = RecordedBlocks()[1];
  EXPECT_EQ(ParseTransaction(block, block.size()).status().code(), Code::kTruncated);
  EXPECT_EQ(ParseTransaction(block, block.size() + 1000).status().offset(), block.size());
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
