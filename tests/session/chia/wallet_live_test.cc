// What a real node answered a wallet, asked of ours: bit for bit, as far as its chain is the recorded one (its blocks
// above height 40 are not, and one of them has a generator).
#include "dialects/chia/messages/wallet/coin_states.h"
#include "dialects/chia/messages/wallet/subscriptions.h"
#include "dialects/chia/messages/wallet/transactions.h"
#include "dialects/chia/wallet/subscriptions.h"
#include "tests/session/chia/wallet_link.h"

namespace dragoman::chia::wallet_tests {
namespace {

// The steps of a recorded session by the id of their question: {question, answer}; the answer is empty where none came.
using Exchanges = std::map<std::int64_t, std::pair<ByteVector, ByteVector>>;

Exchanges ExchangesOf(const std::string& session) {
  Exchanges exchanges;
  for (const Json& recorded : vectors::File()["live_sessions"].AsArray()) {
    if (recorded["name"].AsString() != session) continue;
    for (const Json& step : recorded["steps"].AsArray()) {
      const Json* id = step.Find("id");
      if (id == nullptr || !id->is_integer() || step.Find("hex") == nullptr) continue;
      const std::int64_t number = std::stoll(id->Dump());
      const ByteVector frame = vectors::HexBytes(step["hex"]);
      auto& [question, answer] = exchanges[number];
      (step["dir"].AsString() == "to_node" ? question : answer) = frame;
    }
  }
  EXPECT_FALSE(exchanges.empty()) << session;
  return exchanges;
}

class ChiaWalletLive : public ::testing::Test {
 protected:
  std::string Asked(const Exchanges& exchanges, std::int64_t id) {
    wallet_.TellFrame(exchanges.at(id).first);
    std::string heard;
    for (const ByteVector& frame : wallet_.HeardFrames()) heard += ToHex(frame);
    EXPECT_EQ(wallet_.end(), "");
    return heard;
  }
  void ExpectTheSame(const Exchanges& exchanges, std::initializer_list<std::int64_t> ids) {
    for (const std::int64_t id : ids) {
      SCOPED_TRACE(id);
      EXPECT_EQ(Asked(exchanges, id), ToHex(exchanges.at(id).second));
    }
  }

  WalletLink wallet_{WalletLink::UpTo(40)};
};

TEST_F(ChiaWalletLive, HeadersAndRejectionsAreTheNodes) {
  const Exchanges exchanges = ExchangesOf("wallet-headers-additions-removals");
  ASSERT_TRUE(exchanges.at(8).second.empty());  // a deprecated question that makes no sense
  ExpectTheSame(exchanges, {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 16, 17, 18});
}

TEST_F(ChiaWalletLive, SubscriptionsByCoinAndTheirEndAreTheNodes) {
  const Exchanges exchanges = ExchangesOf("wallet-register-and-unsubscribe");
  Asked(exchanges, 0);  // about heights from 44 on
  ExpectTheSame(exchanges, {1, 2});
  Asked(exchanges, 3);  // in no defined order
  ExpectTheSame(exchanges, {4});
}

TEST_F(ChiaWalletLive, TheEchoOfARegistrationKeepsItsDuplicates) {
  const Exchanges exchanges = ExchangesOf("wallet-register-and-unsubscribe");
  const std::string ours = Asked(exchanges, 0);
  // Frame header, three hashes, the height from which on, and no states.
  const std::string theirs = ToHex(exchanges.at(0).second);
  const std::size_t echo = (8 + 4 + 3 * 32 + 4) * 2;
  EXPECT_EQ(ours.substr(16), theirs.substr(16, echo - 16) + "00000000");
}

TEST_F(ChiaWalletLive, AllSubscriptionsThatWereThereAreListedWhenTheyEnd) {
  const Exchanges exchanges = ExchangesOf("wallet-register-and-unsubscribe");
  Asked(exchanges, 1);
  wallet_.TellFrame(exchanges.at(3).first);
  const std::vector<Envelope> heard = wallet_.Heard();
  ASSERT_EQ(heard.size(), 1u);
  const Result<RespondRemoveCoinSubscriptions> ours = ReadMessage<RespondRemoveCoinSubscriptions>(heard[0].body);
  const Slice frame = Slice::Copy(exchanges.at(3).second);
  const Result<RespondRemoveCoinSubscriptions> theirs = ReadMessage<RespondRemoveCoinSubscriptions>(frame.Sub(8));
  ASSERT_TRUE(ours.ok() && theirs.ok());
  EXPECT_EQ(Sorted(ours->coin_ids.ToVector()), Sorted(theirs->coin_ids.ToVector()));
}

TEST_F(ChiaWalletLive, PuzzleStatesComeInTheNodesOrder) {
  const Exchanges exchanges = ExchangesOf("wallet-transaction");
  wallet_.TellFrame(exchanges.at(0).first);
  const std::vector<Envelope> heard = wallet_.Heard();
  ASSERT_EQ(heard.size(), 1u);
  const Result<RespondPuzzleState> ours = ReadMessage<RespondPuzzleState>(heard[0].body);
  const Slice frame = Slice::Copy(exchanges.at(0).second);
  const Result<RespondPuzzleState> theirs = ReadMessage<RespondPuzzleState>(frame.Sub(8));
  ASSERT_TRUE(ours.ok() && theirs.ok());
  EXPECT_EQ(ours->puzzle_hashes, theirs->puzzle_hashes);
  EXPECT_EQ(ours->height, 40u);
  EXPECT_EQ(ours->header_hash, HashAt(40));
  EXPECT_TRUE(ours->is_finished);
  // Theirs go on above our chain.
  EXPECT_EQ(ours->coin_states.size(), 78u);
  EXPECT_EQ(ours->coin_states, theirs->coin_states.First(78));
}

TEST_F(ChiaWalletLive, APuzzleSolutionIsRejectedAsForACoinThatIsNotSpentThere) {
  ExpectTheSame(ExchangesOf("wallet-transaction"), {11});
}

TEST_F(ChiaWalletLive, ATransactionIsRefusedUnderItsId) {
  const Exchanges exchanges = ExchangesOf("wallet-transaction");
  for (const std::int64_t id : {2, 5, 6, 7, 8}) {
    wallet_.TellFrame(exchanges.at(id).first);
    const std::vector<Envelope> heard = wallet_.Heard();
    ASSERT_EQ(heard.size(), 1u) << wallet_.station().closed_because();
    EXPECT_EQ(heard[0].id, id);
    const Result<TransactionAck> ours = ReadMessage<TransactionAck>(heard[0].body);
    const Slice frame = Slice::Copy(exchanges.at(id).second);
    const Result<TransactionAck> theirs = ReadMessage<TransactionAck>(frame.Sub(8));
    ASSERT_TRUE(ours.ok() && theirs.ok());
    EXPECT_EQ(ours->txid, theirs->txid);
    EXPECT_EQ(ours->status, 3);
    EXPECT_EQ(ours->error.value_or("").view(), "NO_TRANSACTIONS_WHILE_SYNCING");
  }
}

}  // namespace
}  // namespace dragoman::chia::wallet_tests
