// Every recorded reply and notification, read into its typed message and written again bit for bit.
#include <map>

#include <gtest/gtest.h>

#include "core/wire/message.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/messages/address_monitor.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/catalog.h"
#include "dialects/flowee/messages/double_spend_notification.h"
#include "dialects/flowee/messages/get_block.h"
#include "dialects/flowee/messages/get_block_verbose.h"
#include "dialects/flowee/messages/get_transaction.h"
#include "dialects/flowee/messages/indexer.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "dialects/flowee/messages/mining.h"
#include "dialects/flowee/messages/reg_test.h"
#include "dialects/flowee/messages/search_mempool.h"
#include "dialects/flowee/messages/transaction_monitor.h"
#include "dialects/flowee/messages/unspent.h"
#include "dialects/flowee/messages/util.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

using vectors::Recorded;

std::optional<Envelope> Open(const Recorded& message) {
  FloweeCodec codec;
  std::optional<Envelope> envelope;
  for (const ByteVector& packet : message.packets) {
    Result<std::optional<Envelope>> opened = codec.Open(Slice::Copy(packet), 2);
    EXPECT_TRUE(opened.ok()) << opened.status().ToString();
    if (opened.ok()) envelope = std::move(*opened);
  }
  return envelope;
}

template <class M>
std::string WrittenHex(const M& message) {
  ByteVector bytes;
  Writer out(bytes);
  WriteMessage(message, out);
  return ToHex(bytes);
}

class RoundTrips {
 public:
  template <class... M>
  void Expect() {
    for (const Recorded& message : vectors::AllMessages()) {
      const std::optional<Envelope> envelope = Open(message);
      if (!envelope.has_value()) continue;
      SCOPED_TRACE(message.name);
      (Check<M>(*envelope), ...);
    }
    (ExpectSeen<M>(), ...);
  }

 private:
  template <class M>
  void Check(const Envelope& envelope) {
    static_assert(Message<M>);
    if (envelope.native != M::kType) return;
    Result<M> read = ReadMessage<M>(envelope.body);
    ASSERT_TRUE(read.ok()) << M::kName << ": " << read.status().ToString();
    SetLayout(*read, envelope.body);
    EXPECT_EQ(WrittenHex(*read), ToHex(envelope.body.bytes())) << M::kName;
    ++seen_[M::kType];
  }
  template <class M>
  void ExpectSeen() {
    EXPECT_GT(seen_[M::kType], 0) << M::kName << " is not in the vectors";
  }

  template <class M>
  static void SetLayout(M&, Bytes) {}
  // Of the three layouts the one on Subscribe has the id before the amount (wire/flowee.md 9.8).
  static void SetLayout(address_monitor::TransactionFound& found, const Slice& body) {
    TokenReader tokens(body.bytes());
    std::uint32_t before = 0;
    while (tokens.Next()) {
      if (tokens.token().tag == common::kAmount) found.on_subscribe = before == common::kTxId;
      before = tokens.token().tag;
    }
  }

  std::map<NativeType, int> seen_;
};

TEST(FloweeMessages, EveryRecordedReplyAndNotificationIsWrittenAsItWasRead) {
  RoundTrips trips;
  trips.Expect<api::VersionReply, api::CommandFailed, block_chain::GetBlockChainInfoReply,
               block_chain::GetBestBlockHashReply, block_chain::GetBlockReply, block_chain::GetBlockVerboseReply,
               block_chain::GetBlockHeaderReply, block_chain::GetBlockCountReply, block_chain::GetTransactionReply,
               live_transactions::GetTransactionReply, live_transactions::SendTransactionReply,
               live_transactions::IsUnspentReply, live_transactions::GetUnspentOutputReply,
               live_transactions::SearchMempoolReply, live_transactions::GetMempoolInfoReply,
               util::CreateAddressReply, util::ValidateAddressReply, reg_test::GenerateBlockReply,
               mining::SubmitBlockReply, address_monitor::SubscribeReply, address_monitor::UnsubscribeReply,
               address_monitor::TransactionFound, address_monitor::DoubleSpendFound,
               block_notification::NewBlockOnChain, block_notification::BlocksRemoved,
               indexer::GetAvailableIndexersReply, indexer::FindTransactionReply, indexer::FindAddressReply,
               indexer::FindSpentOutputReply, indexer::VersionReply,
               transaction_monitor::SubscribeReply, transaction_monitor::TransactionFound,
               transaction_monitor::DoubleSpendFound, double_spend_notification::NewDoubleSpend>();
}

TEST(FloweeMessages, EveryRecordedMessageOfAServiceReadsWithoutAnError) {
  std::map<std::string, int> names;
  for (const Recorded& message : vectors::AllMessages()) {
    const std::optional<Envelope> envelope = Open(message);
    if (!envelope.has_value() || FindInfo(envelope->native) == nullptr) continue;
    ++names[std::string(FindInfo(envelope->native)->name)];
  }
  EXPECT_GT(names["BlockChain.GetBlock"], 50);
  EXPECT_GT(names["AddressMonitor.UnsubscribeReply"], 2);
}

// A request that its writers spell in the order of its fields comes back as it was.
template <class M>
int CountSameRequests() {
  int same = 0;
  for (const Recorded& message : vectors::AllMessages()) {
    const std::optional<Envelope> envelope = Open(message);
    if (!envelope.has_value() || envelope->native != M::kType) continue;
    const Result<M> read = ReadMessage<M>(envelope->body);
    EXPECT_TRUE(read.ok()) << message.name << ": a request is never unreadable (wire/flowee.md 8.1)";
    if (read.ok() && WrittenHex(*read) == ToHex(envelope->body.bytes())) ++same;
  }
  return same;
}

TEST(FloweeMessages, PlainRequestsAreWrittenAsTheyWereRead) {
  EXPECT_GT(CountSameRequests<api::Version>(), 0);
  EXPECT_GT(CountSameRequests<live_transactions::GetTransaction>(), 0);
  EXPECT_GT(CountSameRequests<live_transactions::SendTransaction>(), 0);
  EXPECT_GT(CountSameRequests<util::ValidateAddress>(), 0);
  EXPECT_GT(CountSameRequests<reg_test::GenerateBlock>(), 0);
  EXPECT_GT(CountSameRequests<mining::SubmitBlock>(), 100);
  EXPECT_GT(CountSameRequests<address_monitor::Subscribe>(), 0);
  EXPECT_GT(CountSameRequests<address_monitor::Unsubscribe>(), 0);
  EXPECT_GT(CountSameRequests<transaction_monitor::Subscribe>(), 0);
  EXPECT_GT(CountSameRequests<indexer::FindTransaction>(), 0);
  EXPECT_GT(CountSameRequests<indexer::FindAddress>(), 0);
  EXPECT_GT(CountSameRequests<indexer::FindSpentOutput>(), 0);
}

TEST(FloweeMessages, TheReaderWalksTheTransactionsOfARecordedBlock) {
  for (const Recorded& message : vectors::AllMessages()) {
    if (message.name.find("exchanges/block_113/reply") == std::string::npos) continue;
    const std::optional<Envelope> envelope = Open(message);
    ASSERT_TRUE(envelope.has_value());
    block_chain::BlockTransactions transactions(envelope->body);
    EXPECT_EQ(transactions.height(), 113);
    EXPECT_EQ(ToHex(transactions.block_hash()), "c41697840503f8132ed2e4d603b4153ef9117855c6dc2c17e812492b162b1b5a");
    std::uint64_t expected_offset = 81;
    while (transactions.Next()) {
      EXPECT_EQ(transactions.offset_in_block(), expected_offset);
      expected_offset += transactions.full().size();
      EXPECT_TRUE(transactions.full().owns());
    }
    EXPECT_TRUE(transactions.status().ok()) << transactions.status().ToString();
    EXPECT_EQ(expected_offset, 17759u) << "the transactions fill the block";
    return;
  }
  FAIL() << "block_113 is not in the vectors";
}

}  // namespace
}  // namespace dragoman::flowee
