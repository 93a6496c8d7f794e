// Who is served: wallets, as long as all coins of the chain are known to us.
#include "dialects/chia/messages/wallet/coin_states.h"
#include "tests/session/chia/wallet_link.h"

namespace dragoman::chia::wallet_tests {
namespace {

using namespace std::chrono_literals;

std::string FaultsOf(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events) {
    if (const auto* fault = std::get_if<event::Fault>(&event.body)) text += fault->where + ": " + fault->text + "\n";
  }
  return text;
}

TEST(ChiaWalletDoor, AWalletHearsThePeakAndNothingElse) {
  WalletLink wallet(WalletLink::UpTo(40));
  ASSERT_EQ(NamesOf(wallet.greetings()), "handshake new_peak_wallet");
  const Handshake words = *ReadMessage<Handshake>(wallet.greetings()[0].body);
  EXPECT_EQ(words.protocol_version.view(), "0.0.38");
  const NewPeakWallet peak = *ReadMessage<NewPeakWallet>(wallet.greetings()[1].body);
  EXPECT_EQ(wallet.greetings()[1].id, std::nullopt);
  EXPECT_EQ(peak.header_hash, HashAt(40));
  EXPECT_EQ(peak.height, 40u);
  EXPECT_EQ(peak.weight, Uint128(41984));
  EXPECT_EQ(peak.fork_point_with_previous_peak, 40u);
  wallet.Advance(2s);
  EXPECT_EQ(NamesOf(wallet.Heard()), "");
  EXPECT_EQ(wallet.end(), "");
}

TEST(ChiaWalletDoor, WithoutAChainAWalletStaysAndHearsNothing) {
  WalletLink wallet({});
  wallet.Advance(2s);
  EXPECT_EQ(NamesOf(wallet.greetings()), "handshake");
  EXPECT_EQ(NamesOf(wallet.Heard()), "");
  EXPECT_EQ(wallet.end(), "");
}

TEST(ChiaWalletDoor, AGeneratorInTheChainSendsWalletsAwayWithoutABanAndSaysWhy) {
  std::vector<Slice> blocks = WalletLink::UpTo(5);
  const FullBlock spends = WithGenerator(BlockOn(Recorded(5), {RewardOf(1, 1, 5)}));
  blocks.push_back(Raw(spends));
  blocks.push_back(Raw(BlockOn(spends, {RewardOf(2, 2, 6)})));
  WalletLink wallet(blocks);
  EXPECT_EQ(NamesOf(wallet.greetings()), "handshake");
  EXPECT_EQ(wallet.end(), "1000 0");
  EXPECT_NE(wallet.station().closed_because().find("block 6 of our chain has a generator"), std::string::npos)
      << wallet.station().closed_because();
  const std::string faults = FaultsOf(wallet.station().events());
  EXPECT_NE(faults.find("wallets: block 6 of our chain has a generator"), std::string::npos) << faults;
}

TEST(ChiaWalletDoor, AGeneratorFarBelowALongChainIsFoundAsWell) {
  std::vector<Slice> blocks = WalletLink::UpTo(2);
  FullBlock last = WithGenerator(BlockOn(Recorded(2), {}));
  blocks.push_back(Raw(last));
  for (std::uint8_t i = 0; i < 150; ++i) blocks.push_back(Raw(last = BlockOn(last, {RewardOf(i, 1, i)})));
  WalletLink wallet(blocks);
  wallet.Advance(1s);
  EXPECT_EQ(wallet.end(), "1000 0");
  EXPECT_NE(wallet.station().closed_because().find("block 3 "), std::string::npos) << wallet.station().closed_because();
}

TEST(ChiaWalletDoor, AChainThatDoesNotBeginWithBlockZeroIsNotServed) {
  WalletLink wallet({RecordedBlocks()[7], RecordedBlocks()[8]});
  EXPECT_EQ(NamesOf(wallet.greetings()), "handshake");
  EXPECT_EQ(wallet.end(), "1000 0");
  EXPECT_NE(wallet.station().closed_because().find("does not begin with block 0"), std::string::npos)
      << wallet.station().closed_because();
  EXPECT_NE(FaultsOf(wallet.station().events()).find("does not begin with block 0"), std::string::npos);
}

TEST(ChiaWalletDoor, AGeneratorThatComesLaterEndsTheLinkToo) {
  WalletLink wallet(WalletLink::UpTo(5));
  wallet.Advance(1s);
  wallet.Heard();
  wallet.Add(WithGenerator(BlockOn(Recorded(5), {})));
  wallet.Advance(1s);
  EXPECT_EQ(NamesOf(wallet.Heard()), "");
  EXPECT_EQ(wallet.end(), "1000 0");
}

TEST(ChiaWalletDoor, NoAnswerIsGivenOnceAGeneratorIsThere) {
  WalletLink wallet(WalletLink::UpTo(5));
  wallet.Add(WithGenerator(BlockOn(Recorded(5), {})));
  wallet.Heard();
  RequestChildren question;
  wallet.Tell(question, 1);
  EXPECT_EQ(NamesOf(wallet.Heard()), "");
  EXPECT_EQ(wallet.end(), "1000 0");
}

TEST(ChiaWalletDoor, AGeneratorThatWasUndoneBeforeAnybodyLookedIsOfNoConcern) {
  std::vector<Slice> blocks = WalletLink::UpTo(5);
  blocks.push_back(Raw(WithGenerator(BlockOn(Recorded(5), {}))));
  blocks.push_back(Raw(BlockOn(Recorded(5), {}, 1)));
  WalletLink wallet(blocks);
  EXPECT_EQ(wallet.end(), "");
  EXPECT_EQ(NamesOf(wallet.greetings()), "handshake new_peak_wallet");
}

TEST(ChiaWalletDoor, AReorganisationThatUndoesTheGeneratorOpensItAgain) {
  std::vector<Slice> blocks = WalletLink::UpTo(5);
  blocks.push_back(Raw(WithGenerator(BlockOn(Recorded(5), {RewardOf(1, 1, 5)}))));
  WalletLink wallet(blocks);
  EXPECT_EQ(wallet.end(), "1000 0");
  const FullBlock other = BlockOn(Recorded(5), {RewardOf(2, 2, 6)}, 1);
  wallet.Add(other);
  wallet.ComeAnother();
  EXPECT_EQ(wallet.end(), "");
  ASSERT_EQ(NamesOf(wallet.greetings()), "handshake new_peak_wallet");
  EXPECT_EQ(ReadMessage<NewPeakWallet>(wallet.greetings()[1].body)->header_hash, HeaderHash(other));
  RequestChildren question;
  question.coin_name.fill(2);
  const List<CoinState> children = wallet.Ask<RespondChildren>(question).coin_states;
  ASSERT_EQ(children.size(), 1u);
  EXPECT_EQ(children.ToVector()[0].coin.amount, 6u);
  question.coin_name.fill(1);
  EXPECT_TRUE(wallet.Ask<RespondChildren>(question).coin_states.empty());
}

TEST(ChiaWalletDoor, TheNextGeneratorClosesItAgainAndIsToldAnew) {
  std::vector<Slice> blocks = WalletLink::UpTo(5);
  blocks.push_back(Raw(WithGenerator(BlockOn(Recorded(5), {}))));
  WalletLink wallet(blocks);
  const FullBlock other = BlockOn(Recorded(5), {}, 1);
  wallet.Add(other);
  wallet.ComeAnother();
  wallet.Add(WithGenerator(BlockOn(other, {})));
  wallet.Advance(1s);
  EXPECT_EQ(wallet.end(), "1000 0");
  const std::string faults = FaultsOf(wallet.station().events());
  EXPECT_NE(faults.find("wallets: block 6 of our chain has a generator"), std::string::npos) << faults;
  EXPECT_NE(faults.find("wallets: block 7 of our chain has a generator"), std::string::npos) << faults;
}

}  // namespace
}  // namespace dragoman::chia::wallet_tests
