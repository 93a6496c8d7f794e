// What of the recorded session wallet-transaction can be asked of our node, which judges no transaction and does not
// have the chain above height 40; the other sessions are in live_sessions_test.cc.
#include "dialects/chia/messages/wallet/coin_states.h"
#include "dialects/chia/messages/wallet/transactions.h"
#include "tests/session/chia/live_session.h"
#include "tests/session/chia/wallet_link.h"

namespace dragoman::chia::wallet_tests {
namespace {

using live::Step;

class ChiaWalletLive : public ::testing::Test {
 protected:
  static ByteVector Question(std::int64_t id) { return live::FrameOf(recorded(), Step::Kind::kToNode, id); }
  static Slice AnswerTo(std::int64_t id) {
    const Slice frame = Slice::Copy(live::FrameOf(recorded(), Step::Kind::kFromNode, id));
    return frame.Sub(8);
  }
  static const live::Session& recorded() { return live::Named("wallet-transaction"); }

  WalletLink wallet_{WalletLink::UpTo(40)};
};

TEST_F(ChiaWalletLive, PuzzleStatesComeInTheNodesOrder) {
  wallet_.TellFrame(Question(0));
  const std::vector<Envelope> heard = wallet_.Heard();
  ASSERT_EQ(heard.size(), 1u);
  const Result<RespondPuzzleState> ours = ReadMessage<RespondPuzzleState>(heard[0].body);
  const Slice answer = AnswerTo(0);
  const Result<RespondPuzzleState> theirs = ReadMessage<RespondPuzzleState>(answer);
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
  wallet_.TellFrame(Question(11));
  EXPECT_EQ(wallet_.HeardFrames(), std::vector<ByteVector>{live::FrameOf(recorded(), Step::Kind::kFromNode, 11)});
}

TEST_F(ChiaWalletLive, ATransactionIsRefusedUnderItsId) {
  for (const std::int64_t id : {2, 5, 6, 7, 8}) {
    wallet_.TellFrame(Question(id));
    const std::vector<Envelope> heard = wallet_.Heard();
    ASSERT_EQ(heard.size(), 1u) << wallet_.station().closed_because();
    EXPECT_EQ(heard[0].id, id);
    const Result<TransactionAck> ours = ReadMessage<TransactionAck>(heard[0].body);
    const Slice answer = AnswerTo(id);
    const Result<TransactionAck> theirs = ReadMessage<TransactionAck>(answer);
    ASSERT_TRUE(ours.ok() && theirs.ok());
    EXPECT_EQ(ours->txid, theirs->txid);
    EXPECT_EQ(ours->status, 3);
    EXPECT_EQ(ours->error.value_or("").view(), "NO_TRANSACTIONS_WHILE_SYNCING");
  }
}

}  // namespace
}  // namespace dragoman::chia::wallet_tests
