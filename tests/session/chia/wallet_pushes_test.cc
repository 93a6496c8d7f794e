// What a wallet is told unasked: its coins and the peak, on new blocks and on reorganisations.
#include "dialects/chia/messages/wallet/subscriptions.h"
#include "tests/session/chia/wallet_link.h"

namespace dragoman::chia::wallet_tests {
namespace {

using namespace std::chrono_literals;

// "5@41 6@- ": amounts, and the heights of creation.
std::string Coins(const List<CoinState>& states) {
  std::vector<std::string> texts;
  for (const CoinState& state : states) {
    EXPECT_EQ(state.spent_height, std::nullopt);
    texts.push_back(std::to_string(state.coin.amount) + "@" +
                    (state.created_height.has_value() ? std::to_string(*state.created_height) : "-"));
  }
  std::ranges::sort(texts);
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

void Subscribe(WalletLink& wallet, std::uint8_t puzzle) {
  RegisterForPhUpdates question;
  question.puzzle_hashes = {Filled(puzzle)};
  wallet.Ask<RespondToPhUpdates>(question);
}

TEST(ChiaWalletPushes, ANewBlockGivesTheCoinsAndThenThePeak) {
  WalletLink wallet(WalletLink::UpTo(40));
  Subscribe(wallet, 7);
  const FullBlock block = BlockOn(Recorded(40), {RewardOf(1, 7, 5), RewardOf(1, 8, 6), RewardOf(2, 7, 7)});
  wallet.Add(block);
  wallet.Advance(100ms);
  const std::vector<Envelope> heard = wallet.Heard();
  ASSERT_EQ(NamesOf(heard), "coin_state_update new_peak_wallet");
  const CoinStateUpdate update = *ReadMessage<CoinStateUpdate>(heard[0].body);
  EXPECT_EQ(update.height, 41u);
  EXPECT_EQ(update.fork_height, 40u);
  EXPECT_EQ(update.peak_hash, HeaderHash(block));
  EXPECT_EQ(Coins(update.items), "5@41 7@41");
  const NewPeakWallet peak = *ReadMessage<NewPeakWallet>(heard[1].body);
  EXPECT_EQ(peak.header_hash, HeaderHash(block));
  EXPECT_EQ(peak.height, 41u);
  EXPECT_EQ(peak.fork_point_with_previous_peak, 40u);
}

TEST(ChiaWalletPushes, WhoIsNotConcernedHearsOfThePeakAlone) {
  WalletLink wallet(WalletLink::UpTo(40));
  Subscribe(wallet, 9);
  wallet.Add(BlockOn(Recorded(40), {RewardOf(1, 7, 5)}));
  wallet.Advance(100ms);
  EXPECT_EQ(NamesOf(wallet.Heard()), "new_peak_wallet");
}

TEST(ChiaWalletPushes, ACoinThatIsAwaitedByItsIdIsTold) {
  WalletLink wallet(WalletLink::UpTo(40));
  const Coin coin = RewardOf(1, 7, 5);
  RegisterForCoinUpdates question;
  question.coin_ids = {CoinId(coin.parent_coin_info, coin.puzzle_hash, coin.amount)};
  EXPECT_TRUE(wallet.Ask<RespondToCoinUpdates>(question).coin_states.empty());
  wallet.Add(BlockOn(Recorded(40), {coin, RewardOf(2, 7, 6)}));
  wallet.Advance(100ms);
  const std::vector<Envelope> heard = wallet.Heard();
  ASSERT_EQ(NamesOf(heard), "coin_state_update new_peak_wallet");
  EXPECT_EQ(Coins(ReadMessage<CoinStateUpdate>(heard[0].body)->items), "5@41");
}

TEST(ChiaWalletPushes, AReorganisationTellsWhatWasUndoneAndACoinMadeAgainTwice) {
  WalletLink wallet(WalletLink::UpTo(40));
  Subscribe(wallet, 7);
  const FullBlock first = BlockOn(Recorded(40), {RewardOf(1, 7, 5), RewardOf(2, 7, 6)});
  wallet.Add(first);
  wallet.Advance(100ms);
  wallet.Heard();
  const FullBlock other = BlockOn(Recorded(40), {RewardOf(1, 7, 5), RewardOf(3, 7, 8)});
  const FullBlock above = BlockOn(other, {RewardOf(4, 7, 9)});
  wallet.Add(other);
  wallet.Add(above);
  wallet.Advance(100ms);
  const std::vector<Envelope> heard = wallet.Heard();
  ASSERT_EQ(NamesOf(heard), "coin_state_update new_peak_wallet");
  const CoinStateUpdate update = *ReadMessage<CoinStateUpdate>(heard[0].body);
  EXPECT_EQ(update.height, 42u);
  EXPECT_EQ(update.fork_height, 40u);
  EXPECT_EQ(Coins(update.items), "5@- 5@41 6@- 8@41 9@42");
  EXPECT_EQ(ReadMessage<NewPeakWallet>(heard[1].body)->fork_point_with_previous_peak, 40u);
}

// An answer may be ahead of the peak that was told: what it told and is then undone is not forgotten.
TEST(ChiaWalletPushes, WhatAnAnswerToldIsUndoneAsWell) {
  WalletLink wallet(WalletLink::UpTo(40));
  wallet.Add(BlockOn(Recorded(40), {RewardOf(1, 7, 5)}));
  Subscribe(wallet, 7);
  const FullBlock other = BlockOn(Recorded(40), {RewardOf(2, 7, 6)}, 1);
  wallet.Add(other);
  wallet.Advance(100ms);
  const std::vector<Envelope> heard = wallet.Heard();
  ASSERT_EQ(NamesOf(heard), "coin_state_update new_peak_wallet");
  EXPECT_EQ(Coins(ReadMessage<CoinStateUpdate>(heard[0].body)->items), "5@- 6@41");
}

TEST(ChiaWalletPushes, AfterItUnsubscribesOnlyPeaksCome) {
  WalletLink wallet(WalletLink::UpTo(40));
  Subscribe(wallet, 7);
  RequestRemovePuzzleSubscriptions all;
  EXPECT_EQ(wallet.Ask<RespondRemovePuzzleSubscriptions>(all).puzzle_hashes.ToVector(), std::vector{Filled(7)});
  wallet.Add(BlockOn(Recorded(40), {RewardOf(1, 7, 5)}));
  wallet.Advance(100ms);
  EXPECT_EQ(NamesOf(wallet.Heard()), "new_peak_wallet");
}

TEST(ChiaWalletPushes, TheFirstChainOfANodeIsNewsFromItsFirstBlockOn) {
  WalletLink wallet({});
  Subscribe(wallet, 7);
  wallet.Add(RecordedBlocks()[0]);
  wallet.Add(BlockOn(Recorded(0), {RewardOf(1, 7, 5)}));
  wallet.Advance(100ms);
  const std::vector<Envelope> heard = wallet.Heard();
  ASSERT_EQ(NamesOf(heard), "coin_state_update new_peak_wallet");
  EXPECT_EQ(Coins(ReadMessage<CoinStateUpdate>(heard[0].body)->items), "5@1");
  EXPECT_EQ(ReadMessage<NewPeakWallet>(heard[1].body)->fork_point_with_previous_peak, 0u);
}

}  // namespace
}  // namespace dragoman::chia::wallet_tests
