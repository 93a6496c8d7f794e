#include <random>

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/wire/message.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/catalog.h"
#include "dialects/flowee/messages/get_block.h"
#include "dialects/flowee/messages/get_block_verbose.h"
#include "dialects/flowee/messages/get_transaction.h"
#include "dialects/flowee/messages/indexer.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "dialects/flowee/messages/search_mempool.h"
#include "dialects/flowee/messages/unspent.h"

namespace dragoman::flowee {
namespace {

class Body {
 public:
  Writer out{bytes_};
  Slice slice() const { return Slice::Copy(bytes_); }

 private:
  ByteVector bytes_;
};

const Hash256 kHash = [] {
  Hash256 hash;
  hash.fill(0x11);
  return hash;
}();

template <class M>
std::string WrittenHex(const M& message) {
  ByteVector bytes;
  Writer out(bytes);
  WriteMessage(message, out);
  return ToHex(bytes);
}

TEST(FloweeMessage, ARequestIsReadUpToItsFirstBrokenToken) {
  const auto read = ReadMessage<indexer::FindSpentOutput>(Slice::Copy(*FromHex("a0020f")));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->index, 2);
}

TEST(FloweeMessage, AReplyMustBeWhole) {
  const auto read = ReadMessage<block_chain::GetBlockCountReply>(Slice::Copy(*FromHex("38050f")));
  EXPECT_EQ(read.status().ToString(), "tag 1 has type 7, the last one is 6 (byte 2)");
}

TEST(FloweeMessage, AHashOfAReplyMustHaveItsSize) {
  const auto read = ReadMessage<block_notification::NewBlockOnChain>(Slice::Copy(*FromHex("38012b0100")));
  EXPECT_EQ(read.status().ToString(), "BlockHash: has 1 bytes, must have 32 (byte 2)");
}

TEST(FloweeMessage, UnknownTagsAreSkippedAndUnexpectedTypesAreZero) {
  const auto read = ReadMessage<block_chain::GetBlockCountReply>(Slice::Copy(*FromHex("f8c900053a0131")));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->height, 0);
}

TEST(FloweeMessage, AnIndexerRequestTakesTheFirstOfTwo) {
  const auto read = ReadMessage<indexer::FindTransaction>(Slice::Copy(*FromHex("2301012301" "02")));
  ASSERT_TRUE(read.ok() && read->tx_id.has_value());
  EXPECT_EQ(ToHex(read->tx_id->bytes()), "01");
}

TEST(FloweeMessage, FoundOutputsCarryHeightAndOffsetOver) {
  indexer::FindAddressReply reply;
  reply.outputs = {{5, 81, 0}, {5, 81, 1}, {5, 200, 0}, {6, 200, 3}};
  const std::string hex = WrittenHex(reply);
  EXPECT_EQ(hex, "38054051" "a00004" "a00104" "408048" "a00004" "3806" "a00304");
  const auto read = ReadMessage<indexer::FindAddressReply>(Slice::Copy(*FromHex(hex)));
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->outputs.size(), 4u);
  EXPECT_EQ(read->outputs[3].height, 6);
  EXPECT_EQ(read->outputs[3].offset_in_block, 200u);
  EXPECT_EQ(read->outputs[3].index, 3u);
}

TEST(FloweeMessage, AnIndexerWithoutBlocksSaysMinusOne) {
  EXPECT_EQ(WrittenHex(indexer::GetIndexerLastBlockReply()), "3901");
  const auto read = ReadMessage<indexer::GetIndexerLastBlockReply>(Slice::Copy(*FromHex("3901")));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->height, indexer::kNotFound);
}

TEST(FloweeMessage, AvailableIndexersAreThoseThatAreThere) {
  const auto read = ReadMessage<indexer::GetAvailableIndexersReply>(Slice::Copy(*FromHex("b5")));
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->tx_id);
  EXPECT_FALSE(read->address);
  EXPECT_EQ(WrittenHex(*read), "b4");
}

TEST(FloweeMessage, SendTransactionTakesEitherTagAndItsReplyEitherMode) {
  const auto request = ReadMessage<live_transactions::SendTransaction>(Slice::Copy(*FromHex("0b0161")));
  ASSERT_TRUE(request.ok() && request->transaction.has_value());
  EXPECT_EQ(WrittenHex(*request), "cb0161");
  live_transactions::SendTransactionReply reply;
  EXPECT_FALSE(reply.tx_id().has_value());
  reply.asynchronous = kHash;
  EXPECT_EQ(*reply.tx_id(), kHash);
}

TEST(FloweeMessage, TheFirstNameOfALiveTransactionDecides) {
  const auto read =
      ReadMessage<live_transactions::GetTransaction>(Slice::Copy(*FromHex("3801" "4b0109" "230104")));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->by, live_transactions::GetTransaction::By::kScriptHash);
  EXPECT_EQ(ToHex(read->hash.bytes()), "09");
}

TEST(FloweeGetBlock, TheLastNameCountsAndTheFilterKeepsItsOrder) {
  Body body;
  PutBytes(body.out, 5, kHash);
  PutBytes(body.out, 42, AsBytes("a"));
  PutInt(body.out, 7, 12);
  PutBytes(body.out, 41, AsBytes("b"));
  PutBool(body.out, 40, true);
  PutNum(body.out, 39, 5);
  const Slice request = body.slice();
  const auto question = block_chain::BlockQuestion::Of(request.bytes());
  ASSERT_TRUE(question.block.has_value());
  EXPECT_EQ(question.block->by, block_chain::BlockName::By::kHeight);
  EXPECT_EQ(question.block->height, 12);
  EXPECT_TRUE(question.by_address);
  EXPECT_EQ(question.script_types, 5u);
  block_chain::FilterSteps steps(request.bytes());
  ASSERT_TRUE(steps.Next());
  EXPECT_FALSE(steps.replaces());
  EXPECT_EQ(AsText(steps.script_hash()), "a");
  ASSERT_TRUE(steps.Next());
  EXPECT_TRUE(steps.replaces());
  EXPECT_FALSE(steps.Next());
}

TEST(FloweeGetBlock, FullDataIsTheDefaultUnlessSomethingSmallerIsAskedFor) {
  const auto options = [](const std::string& hex) {
    return block_chain::BlockQuestion::Of(*FromHex(hex)).options;
  };
  EXPECT_TRUE(options("3800").WantsFull());
  EXPECT_FALSE(options("fc2b").WantsFull());
  EXPECT_FALSE(options("fc33").WantsFull());
  EXPECT_TRUE(options("fc2bfc2d").WantsFull());
  EXPECT_FALSE(options("fd2d").WantsFull());
  EXPECT_TRUE(options("fd2b").WantsFull());
  EXPECT_TRUE(options("fc31").WantsAmounts() && options("fc31").WantsScripts());
  EXPECT_FALSE(options("fc2f").WantsScripts());
  EXPECT_EQ(options("fd2c").offset, false);
  EXPECT_FALSE(options("f83402").WantsOutput(1));
  EXPECT_TRUE(options("f83402").WantsOutput(2));
}

TEST(FloweeGetBlock, OptionsAreWrittenAsTheyAreRead) {
  TransactionOptions options;
  for (const char* hex : {"fc2b", "fd2c", "fc2d", "fc2e", "fc2f", "fc30", "fc31", "fc32", "fc33", "f83407", "fc35"}) {
    const ByteVector bytes = *FromHex(hex);
    TokenReader tokens{Bytes(bytes)};
    ASSERT_TRUE(tokens.Next());
    EXPECT_TRUE(options.Take(tokens.token()));
  }
  ByteVector bytes;
  Writer out(bytes);
  options.Write(out);
  EXPECT_EQ(ToHex(bytes), "fc2bfd2cfc2dfc2efc2ffc30fc31fc32fc33f83407fc35");
}

TEST(FloweeGetBlock, AReplyIsWalkedTransactionByTransaction) {
  Body body;
  PutInt(body.out, 7, 3);
  PutBytes(body.out, 5, kHash);
  PutNum(body.out, 8, 81);
  PutBytes(body.out, 22, AsBytes("coinbase"));
  PutNum(body.out, 24, 0);
  PutNum(body.out, 6, 50);
  PutBytes(body.out, 23, AsBytes("out"));
  PutNum(body.out, 24, 1);
  PutNum(body.out, 6, 60);
  PutSeparator(body.out);
  PutNum(body.out, 8, 200);
  PutBytes(body.out, 20, kHash);
  PutNum(body.out, 21, 4);
  PutBytes(body.out, 22, AsBytes("in"));
  PutBytes(body.out, 1, AsBytes("whole"));
  PutSeparator(body.out);
  block_chain::BlockTransactions transactions(body.slice());
  EXPECT_EQ(transactions.height(), 3);
  EXPECT_EQ(transactions.block_hash().size(), 32u);

  ASSERT_TRUE(transactions.Next());
  EXPECT_EQ(transactions.offset_in_block(), 81u);
  InputParts inputs(transactions.record());
  ASSERT_TRUE(inputs.Next());
  EXPECT_FALSE(inputs.input().tx_id.has_value());
  EXPECT_EQ(AsText(*inputs.input().script), "coinbase");
  EXPECT_FALSE(inputs.Next());
  OutputParts outputs(transactions.record());
  ASSERT_TRUE(outputs.Next());
  EXPECT_EQ(outputs.output().index, 0);
  EXPECT_EQ(outputs.output().amount, 50u);
  EXPECT_TRUE(outputs.output().script.has_value());
  ASSERT_TRUE(outputs.Next());
  EXPECT_EQ(outputs.output().index, 1);
  EXPECT_EQ(outputs.output().amount, 60u);
  EXPECT_FALSE(outputs.output().script.has_value());
  EXPECT_FALSE(outputs.Next());

  ASSERT_TRUE(transactions.Next());
  InputParts spending(transactions.record());
  ASSERT_TRUE(spending.Next());
  EXPECT_EQ(spending.input().index, 4);
  EXPECT_EQ(AsText(transactions.full().bytes()), "whole");
  EXPECT_FALSE(transactions.Next());
  EXPECT_TRUE(transactions.status().ok());
}

TEST(FloweeGetBlock, AReplyThatBreaksOffIsAnError) {
  block_chain::BlockTransactions unfinished(Slice::Copy(*FromHex("38034051")));
  EXPECT_FALSE(unfinished.Next());
  EXPECT_EQ(unfinished.status().ToString(), "the last transaction has no Separator (byte 2)");
  block_chain::BlockTransactions broken(Slice::Copy(*FromHex("38030f")));
  EXPECT_FALSE(broken.Next());
  EXPECT_FALSE(broken.status().ok());
  block_chain::BlockTransactions empty(Slice::Copy(*FromHex("3803")));
  EXPECT_FALSE(empty.Next());
  EXPECT_TRUE(empty.status().ok());
}

TEST(FloweeGetBlockVerbose, IdsHaveSeparatorsBetweenThemAndABlockStandsAlone) {
  block_chain::GetBlockVerboseReply reply;
  reply.tx_ids = {kHash, kHash, kHash};
  const std::string hex = WrittenHex(reply);
  const auto read = ReadMessage<block_chain::GetBlockVerboseReply>(Slice::Copy(*FromHex(hex)));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->tx_ids.size(), 3u);
  EXPECT_EQ(WrittenHex(*read), hex);
  const auto raw = ReadMessage<block_chain::GetBlockVerboseReply>(Slice::Copy(*FromHex("0b0161")));
  ASSERT_TRUE(raw.ok() && raw->block.has_value());
  EXPECT_EQ(WrittenHex(*raw), "0b0161");
}

TEST(FloweeGetBlockVerbose, VerboseIsTheDefault) {
  const auto wants = [](const std::string& hex) {
    return ReadMessage<block_chain::GetBlockVerbose>(Slice::Copy(*FromHex(hex)))->WantsVerbose();
  };
  EXPECT_TRUE(wants("3801"));
  EXPECT_FALSE(wants("3801fd3c"));
  EXPECT_FALSE(wants("f83c01")) << "a number is no true";
}

TEST(FloweeBlockNames, ComeInTheirOrderAndTag1OnlyWhereItIsAHash) {
  const ByteVector request = *FromHex("38050b01aa2b01bb");
  block_chain::BlockNames names(request, block_chain::BlockNames::GenericData::kIgnored);
  ASSERT_TRUE(names.Next());
  EXPECT_EQ(names.name().height, 5);
  ASSERT_TRUE(names.Next());
  EXPECT_EQ(ToHex(names.name().hash), "bb");
  EXPECT_FALSE(names.Next());
  block_chain::BlockNames hashes(request, block_chain::BlockNames::GenericData::kIsHash);
  EXPECT_TRUE(hashes.Next() && hashes.Next());
  EXPECT_EQ(ToHex(hashes.name().hash), "aa");
}

TEST(FloweeBlockHeader, StraySeparatorsAreCountedAndWritten) {
  const auto read = ReadMessage<block_chain::GetBlockHeaderReply>(Slice::Copy(*FromHex("04043805")));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->separators, 2u);
  EXPECT_EQ(read->height, 5);
  EXPECT_EQ(WrittenHex(*read), "04043805");
}

TEST(FloweeGetTransaction, QuestionAndAnswerAreRead) {
  const auto question = block_chain::TransactionQuestion::Of(*FromHex("38054051fc35"));
  EXPECT_EQ(question.block->height, 5);
  EXPECT_EQ(question.offset_in_block, 81);
  EXPECT_TRUE(question.options.fee);
  const auto answer = block_chain::TransactionAnswer::Of(Slice::Copy(*FromHex("4051c8070b0161")));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->fees, 7u);
  EXPECT_EQ(AsText(answer->full->bytes()), "a");
  EXPECT_FALSE(block_chain::TransactionAnswer::Of(Slice::Copy(*FromHex("0f"))).ok());
}

TEST(FloweeUnspent, ASeparatorAfterTheLastQueryBeginsAnother) {
  const ByteVector request = *FromHex("2301aa" "04" "38054051a803" "04");
  live_transactions::OutputQueries queries(request);
  ASSERT_TRUE(queries.Next());
  EXPECT_TRUE(queries.query().NamesTransaction());
  EXPECT_EQ(queries.query().index, 0);
  ASSERT_TRUE(queries.Next());
  EXPECT_TRUE(queries.query().NamesTransaction());
  EXPECT_EQ(queries.query().index, 3);
  ASSERT_TRUE(queries.Next());
  EXPECT_FALSE(queries.query().NamesTransaction());
  EXPECT_FALSE(queries.Next());
}

TEST(FloweeUnspent, AnIndexOfAnotherTypeIsSeen) {
  const ByteVector request = *FromHex("2301aa" "aa0131");
  live_transactions::OutputQueries queries(request);
  ASSERT_TRUE(queries.Next());
  EXPECT_FALSE(queries.query().index_is_number);
}

TEST(FloweeUnspent, QueriesAndAnswersAreWrittenAsTheyAreRead) {
  ByteVector bytes;
  Writer out(bytes);
  live_transactions::OutputQuery query;
  query.height = 5;
  query.offset_in_block = 81;
  query.index = 2;
  query.Write(out);
  EXPECT_EQ(ToHex(bytes), "38054051a802");
  bytes.clear();
  live_transactions::OutputAnswer answer;
  answer.unspent = true;
  answer.height = 5;
  answer.Write(out);
  PutSeparator(out);
  live_transactions::OutputAnswer().Write(out);
  EXPECT_EQ(ToHex(bytes), "d43805" "04" "d5");
  live_transactions::OutputAnswers answers(Slice::Copy(bytes));
  ASSERT_TRUE(answers.Next());
  EXPECT_TRUE(answers.answer().unspent);
  EXPECT_EQ(answers.answer().height, 5);
  ASSERT_TRUE(answers.Next());
  EXPECT_FALSE(answers.answer().unspent);
  EXPECT_FALSE(answers.Next());
  EXPECT_FALSE(live_transactions::OutputAnswers(Slice()).Next());
}

TEST(FloweeSearchMempool, TermsAndHitsAreWalked) {
  const ByteVector request = *FromHex("4b01aa" "2301bb" "fc2b");
  live_transactions::MempoolTerms terms(request);
  ASSERT_TRUE(terms.Next());
  EXPECT_EQ(terms.by(), live_transactions::MempoolTerms::By::kScriptHash);
  ASSERT_TRUE(terms.Next());
  EXPECT_EQ(ToHex(terms.hash()), "bb");
  EXPECT_FALSE(terms.Next());
  const auto search = ReadMessage<live_transactions::SearchMempool>(Slice::Copy(request));
  EXPECT_TRUE(search->Options().tx_id);

  live_transactions::MempoolHits hits(Slice::Copy(*FromHex("e801e063cb0161c000" "3005" "04" "e002")));
  ASSERT_TRUE(hits.Next());
  EXPECT_EQ(hits.hit().matching_index, 1u);
  EXPECT_EQ(hits.hit().first_seen, 99u);
  EXPECT_EQ(AsText(hits.hit().full->bytes()), "a");
  EXPECT_FALSE(hits.Next());
  EXPECT_EQ(hits.status().Text(), "the last hit has no Separator");
}

TEST(FloweeCatalog, EveryMessageHasItsOwnNameAndType) {
  for (const MessageInfo& info : Catalog()) {
    EXPECT_EQ(FindInfo(info.native), &info) << info.name;
    const Result<NativeType> found = FindType(info.name);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(*found, info.native);
    for (const Field& field : info.fields) EXPECT_STREQ(FindField(info.native, field.tag)->tag.name, field.tag.name);
  }
  EXPECT_EQ(Catalog().size(), 69u);
}

TEST(FloweeCatalog, TagsOfTheServiceAreKnownWhereTheMessageDoesNotListThem) {
  EXPECT_STREQ(FindField(PackNative(1, 10), 45)->tag.name, "FullTransactionData");
  EXPECT_STREQ(FindField(PackNative(4, 0), 8)->tag.name, "OffsetInBlock");
  EXPECT_STREQ(FindField(PackNative(1, 99), 7)->tag.name, "BlockHeight");
  EXPECT_EQ(FindField(PackNative(40, 3), 7), nullptr) << "an unknown service names nothing";
  EXPECT_EQ(FindField(PackNative(1, 4), 0), nullptr);
}

TEST(FloweeCatalog, OnlyNamesAndIdsAreTypes) {
  EXPECT_EQ(*FindType("1.4"), PackNative(1, 4));
  EXPECT_EQ(*FindType("API.9"), PackNative(0, 9));
  EXPECT_EQ(*FindType("-2.-1"), PackNative(-2, -1));
  for (const char* wrong : {"", "cmf", "API", "API.", "API.Nope", ".1", "1.", "1.2.3", "40.2147483647", "99999999999.1"}) {
    EXPECT_EQ(FindType(wrong).status().code(), Code::kUsage) << wrong;
  }
}

// Bytes of any kind: every reader comes to an end and says something.
TEST(FloweeMessage, ReadersSurviveAnyBody) {
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    ByteVector bytes(random() % 60);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % 4 == 0 ? random() : random() % 80);
    const Slice body = Slice::Copy(bytes);
    block_chain::BlockTransactions transactions(body);
    while (transactions.Next()) {
      InputParts inputs(transactions.record());
      while (inputs.Next()) {
      }
      OutputParts outputs(transactions.record());
      while (outputs.Next()) {
      }
    }
    live_transactions::OutputQueries queries(body.bytes());
    while (queries.Next()) {
    }
    live_transactions::OutputAnswers answers(body);
    while (answers.Next()) {
    }
    live_transactions::MempoolHits hits(body);
    while (hits.Next()) {
    }
    EXPECT_TRUE(ReadMessage<indexer::FindAddress>(body).ok());
    const auto reply = ReadMessage<indexer::FindAddressReply>(body);
    EXPECT_TRUE(reply.ok() || reply.status().has_offset());
    const auto removed = ReadMessage<block_notification::BlocksRemoved>(body);
    EXPECT_TRUE(removed.ok() || removed.status().has_offset());
    const auto header = ReadMessage<block_chain::GetBlockHeaderReply>(body);
    EXPECT_TRUE(header.ok() || header.status().has_offset());
  }
}

}  // namespace
}  // namespace dragoman::flowee
