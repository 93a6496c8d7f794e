// Answers to wallets beyond what was recorded: proofs against the roots of the blocks, filters, ranges and limits.
#include <numeric>

#include "dialects/chia/block_filter.h"
#include "dialects/chia/merkle_set.h"
#include "dialects/chia/messages/wallet/block_coins.h"
#include "dialects/chia/messages/wallet/coin_states.h"
#include "dialects/chia/messages/wallet/fees.h"
#include "dialects/chia/messages/wallet/headers.h"
#include "dialects/chia/messages/wallet/subscriptions.h"
#include "dialects/chia/settings.h"
#include "tests/session/chia/wallet_link.h"

namespace dragoman::chia::wallet_tests {
namespace {

using namespace std::chrono_literals;

Hash256 Numbered(std::uint32_t number) {
  Hash256 hash{};
  const std::uint32_t raw = InOrder(number, std::endian::big);
  std::memcpy(hash.data(), &raw, sizeof(raw));
  return hash;
}

std::vector<Hash256> ManyHashes(std::uint32_t count) {
  std::vector<Hash256> hashes;
  for (std::uint32_t i = 0; i < count; ++i) hashes.push_back(Numbered(i));
  return hashes;
}

const Hash256& Challenge() { return NetworkNamed("simulator0").genesis_challenge; }

// Recorded blocks to height 2, then as many blocks without coins, one of them no transaction block.
std::vector<Slice> LongChain(std::size_t blocks) {
  std::vector<Slice> chain = WalletLink::UpTo(2);
  FullBlock last = WithoutTransactions(BlockOn(Recorded(2), {}));
  chain.push_back(Raw(last));
  while (chain.size() < blocks) chain.push_back(Raw(last = BlockOn(last, {})));
  return chain;
}

TEST(ChiaWalletAnswers, AdditionsAreProvedAgainstTheRootOfTheirBlock) {
  WalletLink wallet(WalletLink::UpTo(40));
  for (const std::uint32_t height : {1u, 7u, 40u}) {
    const FullBlock block = Recorded(height);
    const Hash256& root = block.foliage_transaction_block->additions_root;
    const std::vector<Coin> coins = block.transactions_info->reward_claims_incorporated.ToVector();
    RequestAdditions question;
    question.height = height;
    question.puzzle_hashes = List<Bytes32>{coins[0].puzzle_hash, Filled(0x11), Filled(0xee)};
    const RespondAdditions answer = wallet.Ask<RespondAdditions>(question);
    EXPECT_EQ(answer.header_hash, HashAt(height));
    const auto entries = answer.coins.ToVector();
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_EQ(std::get<0>(entries[0]), coins[0].puzzle_hash);
    EXPECT_EQ(std::get<1>(entries[0]), List<Coin>(coins));
    EXPECT_EQ(std::get<0>(entries[1]), Filled(0x11));
    EXPECT_TRUE(std::get<1>(entries[1]).empty());
    ASSERT_TRUE(answer.proofs.has_value());
    const auto proofs = answer.proofs->ToVector();
    ASSERT_EQ(proofs.size(), 3u);
    std::vector<Hash256> ids;
    for (const Coin& coin : coins) ids.push_back(CoinId(coin.parent_coin_info, coin.puzzle_hash, coin.amount));
    EXPECT_TRUE(*CheckMerkleProof(root, coins[0].puzzle_hash, std::get<1>(proofs[0])));
    ASSERT_TRUE(std::get<2>(proofs[0]).has_value());
    EXPECT_TRUE(*CheckMerkleProof(root, CombinedCoinIds(ids), *std::get<2>(proofs[0])));
    EXPECT_FALSE(*CheckMerkleProof(root, Filled(0x11), std::get<1>(proofs[1])));
    EXPECT_EQ(std::get<2>(proofs[1]), std::nullopt);
    EXPECT_FALSE(*CheckMerkleProof(root, Filled(0xee), std::get<1>(proofs[2])));
  }
}

TEST(ChiaWalletAnswers, AllAdditionsComeWithoutProofsAndAnEmptyListGivesEmptyLists) {
  WalletLink wallet(WalletLink::UpTo(40));
  RequestAdditions question;
  question.height = 5;
  const RespondAdditions all = wallet.Ask<RespondAdditions>(question);
  ASSERT_EQ(all.coins.size(), 1u);
  EXPECT_EQ(std::get<1>(*all.coins.begin()), Recorded(5).transactions_info->reward_claims_incorporated);
  EXPECT_EQ(all.proofs, std::nullopt);
  question.puzzle_hashes.emplace();
  const RespondAdditions none = wallet.Ask<RespondAdditions>(question);
  EXPECT_TRUE(none.coins.empty());
  ASSERT_TRUE(none.proofs.has_value());
  EXPECT_TRUE(none.proofs->empty());
  question.header_hash = HashAt(5);
  EXPECT_EQ(wallet.Ask<RespondAdditions>(question).header_hash, HashAt(5));
}

TEST(ChiaWalletAnswers, ABlockThatIsNoTransactionBlockAddsNothing) {
  WalletLink wallet(LongChain(5));
  RequestAdditions question;
  question.height = 3;
  EXPECT_TRUE(wallet.Ask<RespondAdditions>(question).coins.empty());
  question.puzzle_hashes = List<Bytes32>{Filled(1)};
  const RespondAdditions answer = wallet.Ask<RespondAdditions>(question);
  ASSERT_EQ(answer.proofs->size(), 1u);
  EXPECT_EQ(ToHex(std::get<1>(*answer.proofs->begin())), "00");
}

TEST(ChiaWalletAnswers, FiftyNamesAreTakenAndAHundredPuzzleHashesGiven) {
  std::vector<Coin> coins;
  for (std::uint8_t i = 0; i < 101; ++i) coins.push_back(RewardOf(i, i, i));
  std::vector<Slice> blocks = WalletLink::UpTo(1);
  const FullBlock hundred = BlockOn(Recorded(1), {coins.begin(), coins.begin() + 100});
  const FullBlock more = BlockOn(hundred, coins);
  blocks.push_back(Raw(hundred));
  blocks.push_back(Raw(more));
  WalletLink wallet(blocks);
  RequestAdditions question;
  question.height = 2;
  EXPECT_EQ(wallet.Ask<RespondAdditions>(question).coins.size(), 100u);
  question.height = 3;
  EXPECT_EQ(wallet.Ask<RejectAdditionsRequest>(question).header_hash, HeaderHash(more));
  question.puzzle_hashes = ManyHashes(50);
  EXPECT_EQ(wallet.Ask<RespondAdditions>(question).proofs->size(), 50u);
  question.puzzle_hashes = ManyHashes(51);
  EXPECT_EQ(wallet.Ask<RejectAdditionsRequest>(question).header_hash, Hash256{});
  question.header_hash = Filled(3);
  EXPECT_EQ(wallet.Ask<RejectAdditionsRequest>(question).header_hash, Filled(3));
}

TEST(ChiaWalletAnswers, NothingIsRemovedByABlockWithoutAGenerator) {
  WalletLink wallet(WalletLink::UpTo(40));
  RequestRemovals question;
  question.height = 5;
  question.header_hash = HashAt(5);
  const RespondRemovals all = wallet.Ask<RespondRemovals>(question);
  EXPECT_TRUE(all.coins.empty());
  EXPECT_EQ(all.proofs, std::nullopt);
  for (const std::uint32_t names : {0u, 1u, 50u}) {
    question.coin_names = ManyHashes(names);
    const RespondRemovals some = wallet.Ask<RespondRemovals>(question);
    EXPECT_TRUE(some.coins.empty());
    ASSERT_TRUE(some.proofs.has_value());
    EXPECT_TRUE(some.proofs->empty());
  }
  question.coin_names = ManyHashes(51);
  EXPECT_EQ(wallet.Ask<RejectRemovalsRequest>(question).header_hash, HashAt(5));
}

TEST(ChiaWalletAnswers, RemovalsOfABlockThatIsNoTransactionBlockAreRejected) {
  const std::vector<Slice> chain = LongChain(5);
  WalletLink wallet(chain);
  RequestRemovals question;
  question.height = 3;
  question.header_hash = HeaderHash(*ReadMessage<FullBlock>(chain[3]));
  EXPECT_EQ(wallet.Ask<RejectRemovalsRequest>(question).height, 3u);
}

TEST(ChiaWalletAnswers, FiltersMatchThePuzzleHashesOfTheBlockAsItCommits) {
  WalletLink wallet(WalletLink::UpTo(40));
  RequestBlockHeader question;
  for (const std::uint32_t height : {0u, 1u, 2u, 40u}) {
    question.height = height;
    const RespondBlockHeader answer = wallet.Ask<RespondBlockHeader>(question);
    const HeaderBlock& header = answer.header_block;
    EXPECT_EQ(HashOf(header.foliage), HashAt(height));
    ByteVector encoded;
    Writer out(encoded);
    out.Raw(header.transactions_filter);
    EXPECT_EQ(Sha256(encoded), header.foliage_transaction_block->filter_hash) << height;
    const Result<BlockFilter> filter = BlockFilter::Read(header.transactions_filter);
    ASSERT_TRUE(filter.ok());
    for (const Coin& coin : header.transactions_info->reward_claims_incorporated) {
      EXPECT_TRUE(filter->Matches(coin.puzzle_hash));
    }
  }
}

TEST(ChiaWalletAnswers, ABlockThatIsNoTransactionBlockHasTheEmptyFilter) {
  WalletLink wallet(LongChain(5));
  RequestBlockHeader question;
  question.height = 3;
  const RespondBlockHeader answer = wallet.Ask<RespondBlockHeader>(question);
  EXPECT_EQ(ToHex(answer.header_block.transactions_filter), "00");
  EXPECT_EQ(answer.header_block.transactions_info, std::nullopt);
}

TEST(ChiaWalletAnswers, RangesOfHeadersEndAt129And33) {
  WalletLink wallet(LongChain(140));
  RequestBlockHeaders headers;
  headers.start_height = 5;
  headers.end_height = 5 + 128;
  const RespondBlockHeaders most = wallet.Ask<RespondBlockHeaders>(headers);
  EXPECT_EQ(most.header_blocks.size(), 129u);
  for (const HeaderBlock& header : most.header_blocks) EXPECT_EQ(ToHex(header.transactions_filter), "00");
  ++headers.end_height;
  EXPECT_EQ(wallet.Ask<RejectBlockHeaders>(headers).end_height, headers.end_height);
  headers.start_height = 0xffffffff;
  headers.end_height = 0xffffffff;
  EXPECT_EQ(wallet.Ask<RejectBlockHeaders>(headers).start_height, 0xffffffff);
  RequestHeaderBlocks old;
  old.start_height = 5;
  old.end_height = 5 + 32;
  EXPECT_EQ(wallet.Ask<RespondHeaderBlocks>(old).header_blocks.size(), 33u);
  ++old.end_height;
  wallet.Tell(old, 1);
  EXPECT_TRUE(wallet.Heard().empty());
}

TEST(ChiaWalletAnswers, AnswersToQuestionsWithoutAnIdHaveNone) {
  WalletLink wallet(WalletLink::UpTo(3));
  RequestBlockHeader question;
  question.height = 9;
  wallet.Tell(question);
  const std::vector<Envelope> heard = wallet.Heard();
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_EQ(heard[0].id, std::nullopt);
  EXPECT_EQ(heard[0].native, RejectHeaderRequest::kType);
}

TEST(ChiaWalletAnswers, ChildrenAreTheCoinsOfThatParent) {
  WalletLink wallet(WalletLink::UpTo(40));
  const Coin coin = *Recorded(9).transactions_info->reward_claims_incorporated.begin();
  RequestChildren question;
  question.coin_name = coin.parent_coin_info;
  const RespondChildren answer = wallet.Ask<RespondChildren>(question);
  ASSERT_EQ(answer.coin_states.size(), 1u);
  EXPECT_EQ(answer.coin_states.begin()->coin.amount, coin.amount);
  EXPECT_EQ(answer.coin_states.begin()->created_height, 9u);
  question.coin_name = Filled(1);
  EXPECT_TRUE(wallet.Ask<RespondChildren>(question).coin_states.empty());
}

RequestPuzzleState FromTheStart(const Hash256& puzzle_hash) {
  RequestPuzzleState question;
  question.puzzle_hashes = {puzzle_hash};
  question.header_hash = Challenge();
  question.filters.include_spent = question.filters.include_unspent = question.filters.include_hinted = true;
  return question;
}

TEST(ChiaWalletAnswers, FiltersOfPuzzleStatesCount) {
  std::vector<Slice> blocks = WalletLink::UpTo(0);
  blocks.push_back(Raw(BlockOn(Recorded(0), {RewardOf(1, 7, 5), RewardOf(2, 7, 6), RewardOf(3, 8, 9)})));
  WalletLink wallet(blocks);
  RequestPuzzleState question = FromTheStart(Filled(7));
  EXPECT_EQ(wallet.Ask<RespondPuzzleState>(question).coin_states.size(), 2u);
  question.filters.min_amount = 6;
  EXPECT_EQ(wallet.Ask<RespondPuzzleState>(question).coin_states.size(), 1u);
  question.filters.min_amount = 0;
  question.filters.include_unspent = false;
  EXPECT_TRUE(wallet.Ask<RespondPuzzleState>(question).coin_states.empty());
}

TEST(ChiaWalletAnswers, StatesBeginAfterABlockOfOursOrAreRejected) {
  WalletLink wallet(WalletLink::UpTo(40));
  const Hash256 puzzle = Recorded(40).transactions_info->reward_claims_incorporated.begin()->puzzle_hash;
  RequestPuzzleState question = FromTheStart(puzzle);
  question.previous_height = 38;
  question.header_hash = HashAt(38);
  const RespondPuzzleState answer = wallet.Ask<RespondPuzzleState>(question);
  EXPECT_EQ(answer.coin_states.size(), 4u);
  EXPECT_EQ(answer.height, 40u);
  question.header_hash = HashAt(37);
  EXPECT_EQ(wallet.Ask<RejectPuzzleState>(question).reason, 0);
  question.previous_height = 41;
  EXPECT_EQ(wallet.Ask<RejectPuzzleState>(question).reason, 0);
  question.previous_height.reset();
  EXPECT_EQ(wallet.Ask<RejectPuzzleState>(question).reason, 0);
  RequestCoinState coins;
  coins.header_hash = HashAt(3);
  EXPECT_EQ(wallet.Ask<RejectCoinState>(coins).reason, 0);
}

TEST(ChiaWalletAnswers, ABlockThatWasUndoneIsNoStart) {
  WalletLink wallet(WalletLink::UpTo(40));
  const FullBlock first = BlockOn(Recorded(40), {RewardOf(1, 7, 5)});
  wallet.Add(first);
  RequestPuzzleState question = FromTheStart(Filled(7));
  question.previous_height = 41;
  question.header_hash = HeaderHash(first);
  EXPECT_TRUE(wallet.Ask<RespondPuzzleState>(question).is_finished);
  wallet.Add(BlockOn(Recorded(40), {RewardOf(1, 7, 5)}, 1));
  EXPECT_EQ(wallet.Ask<RejectPuzzleState>(question).reason, 0);
}

TEST(ChiaWalletAnswers, WithoutAChainPuzzleStatesAreRejectedAndCoinStatesEmpty) {
  WalletLink wallet({});
  EXPECT_EQ(wallet.Ask<RejectPuzzleState>(FromTheStart(Filled(7))).reason, 0);
  RequestCoinState coins;
  coins.coin_ids = {Filled(1)};
  coins.header_hash = Challenge();
  EXPECT_TRUE(wallet.Ask<RespondCoinState>(coins).coin_states.empty());
}

TEST(ChiaWalletAnswers, ManyStatesComeInBatchesOfWholeBlocks) {
  std::vector<Slice> blocks = WalletLink::UpTo(0);
  FullBlock last = Recorded(0);
  for (std::uint8_t block = 1; block <= 3; ++block) {
    std::vector<Coin> coins;
    for (std::uint64_t i = 0; i < 40000; ++i) coins.push_back(RewardOf(block, 7, i));
    blocks.push_back(Raw(last = BlockOn(last, coins)));
  }
  WalletLink wallet(blocks);
  RequestPuzzleState question = FromTheStart(Filled(7));
  question.subscribe_when_finished = true;
  const RespondPuzzleState first = wallet.Ask<RespondPuzzleState>(question);
  EXPECT_FALSE(first.is_finished);
  EXPECT_EQ(first.coin_states.size(), 80000u);
  EXPECT_EQ(first.height, 2u);
  question.previous_height = first.height;
  question.header_hash = first.header_hash;
  const RespondPuzzleState second = wallet.Ask<RespondPuzzleState>(question);
  EXPECT_TRUE(second.is_finished);
  EXPECT_EQ(second.coin_states.size(), 40000u);
  EXPECT_EQ(second.height, 3u);
  RegisterForPhUpdates old;
  old.puzzle_hashes = {Filled(7)};
  EXPECT_EQ(wallet.Ask<RespondToPhUpdates>(old).coin_states.size(), 0u);  // subscribed since the last answer
  wallet.Ask<RespondRemovePuzzleSubscriptions>(RequestRemovePuzzleSubscriptions());
  EXPECT_EQ(wallet.Ask<RespondToPhUpdates>(old).coin_states.size(), 100000u);
}

TEST(ChiaWalletAnswers, SubscriptionsEndAtTheirLimitAndListsAreCutOff) {
  WalletLink wallet(WalletLink::UpTo(2));
  RegisterForPhUpdates puzzles;
  puzzles.puzzle_hashes = ManyHashes(199999);
  EXPECT_EQ(wallet.Ask<RespondToPhUpdates>(puzzles).puzzle_hashes.size(), 199999u);
  RequestCoinState coins;
  coins.header_hash = Challenge();
  coins.subscribe = true;
  coins.coin_ids = {Filled(1), Filled(2)};
  EXPECT_EQ(wallet.Ask<RejectCoinState>(coins).reason, 1);
  coins.coin_ids = {Filled(1), Filled(1)};
  EXPECT_EQ(wallet.Ask<RespondCoinState>(coins).coin_ids.ToVector(), std::vector{Filled(1)});
  RequestPuzzleState state = FromTheStart(Filled(3));
  EXPECT_TRUE(wallet.Ask<RespondPuzzleState>(state).is_finished);
  state.subscribe_when_finished = true;
  EXPECT_EQ(wallet.Ask<RejectPuzzleState>(state).reason, 1);
  RegisterForCoinUpdates more;
  more.coin_ids = ManyHashes(200001);
  EXPECT_EQ(wallet.Ask<RespondToCoinUpdates>(more).coin_ids.size(), 200000u);
  EXPECT_EQ(wallet.Ask<RespondRemoveCoinSubscriptions>(RequestRemoveCoinSubscriptions()).coin_ids.size(), 1u);
  state.subscribe_when_finished = false;
  state.puzzle_hashes = ManyHashes(32691);
  EXPECT_EQ(wallet.Ask<RespondPuzzleState>(state).puzzle_hashes.size(), 32690u);
}

TEST(ChiaWalletAnswers, APeerOnThisMachineMaySubscribeToMore) {
  Greeting local;
  local.remote = kLocal;
  WalletLink wallet(WalletLink::UpTo(2), local);
  RegisterForCoinUpdates many;
  many.coin_ids = ManyHashes(200001);
  EXPECT_EQ(wallet.Ask<RespondToCoinUpdates>(many).coin_ids.size(), 200001u);
  EXPECT_EQ(wallet.Ask<RespondRemoveCoinSubscriptions>(RequestRemoveCoinSubscriptions()).coin_ids.size(), 200001u);
}

TEST(ChiaWalletAnswers, WhatOnlyAMempoolTellsIsAnsweredWithAnError) {
  WalletLink wallet(WalletLink::UpTo(2));
  const Error costs = wallet.Ask<Error>(RequestCostInfo());
  EXPECT_EQ(costs.code, 1);
  EXPECT_NE(costs.message.view().find("mempool"), std::string::npos);
  RequestFeeEstimates fees;
  fees.time_targets = {1};
  EXPECT_EQ(wallet.Ask<Error>(fees).code, 1);
}

TEST(ChiaWalletAnswers, OldWalletsGetNoError) {
  Greeting old;
  old.protocol_version = "0.0.34";
  WalletLink wallet(WalletLink::UpTo(2), old);
  wallet.Tell(RequestCostInfo(), 1);
  EXPECT_TRUE(wallet.Heard().empty());
  EXPECT_EQ(wallet.end(), "");
}

FullBlock EndingASubEpoch(FullBlock block) {
  EndOfSubSlotBundle slot;
  for (std::size_t height = 0; height <= 40; ++height) {
    const auto slots = Recorded(height).finished_sub_slots.ToVector();
    if (!slots.empty()) slot = slots.front();
  }
  slot.challenge_chain.subepoch_summary_hash = Filled(5);
  block.finished_sub_slots = List<EndOfSubSlotBundle>{slot};
  return Committed(std::move(block));
}

TEST(ChiaWalletAnswers, SubEpochsAreToldWhereThereAreNone) {
  std::vector<Slice> blocks = WalletLink::UpTo(0);
  FullBlock last = Recorded(0);
  const auto add = [&](FullBlock block) { blocks.push_back(Raw(last = std::move(block))); };
  add(EndingASubEpoch(BlockOn(last, {})));
  add(BlockOn(last, {}));
  add(EndingASubEpoch(BlockOn(last, {})));
  WalletLink wallet(blocks);
  RequestSESInfo question;
  const auto answered = [&](std::uint32_t start) {
    question.start_height = start;
    question.end_height = start;
    wallet.Tell(question, 7);
    const std::vector<Envelope> heard = wallet.Heard();
    return heard.size() == 1 ? heard[0].native : NativeType{0};
  };
  EXPECT_EQ(answered(0), RespondSESInfo::kType);
  EXPECT_EQ(answered(1), Error::kType);
  EXPECT_EQ(answered(2), Error::kType);
  EXPECT_EQ(answered(3), RespondSESInfo::kType);
}

TEST(ChiaWalletAnswers, ATransactionWithABrokenSignaturePointIsAFault) {
  WalletLink wallet(WalletLink::UpTo(2));
  ByteVector body(4 + 96, 0);
  body[4] = 0x80;  // compressed, x = 0: not in the subgroup
  ByteVector frame = {48, 0, 0, 0, 0, 100};
  frame.insert(frame.end(), body.begin(), body.end());
  wallet.TellFrame(frame);
  EXPECT_TRUE(wallet.Heard().empty());
  EXPECT_FALSE(wallet.station().connected());
}

}  // namespace
}  // namespace dragoman::chia::wallet_tests
