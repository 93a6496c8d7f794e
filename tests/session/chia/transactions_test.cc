// Transactions that others announce, give and ask for (wire/chia.md 16.4).
#include "core/base/hash.h"
#include "dialects/chia/mempool.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/sync_turn.h"
#include "tests/session/chia/neighbours.h"
#include "tests/session/chia/wallet_blocks.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;

std::string Them(int number) { return "9.8.7." + std::to_string(number) + ":50000"; }

std::vector<Slice> SomeBlocks() { return {wallet_tests::RecordedBlocks().begin(), wallet_tests::RecordedBlocks().begin() + 6}; }

// One coin is spent; its puzzle and solution are (), nobody signed.
Slice BundleOf(std::uint64_t amount, std::uint8_t first_of_signature = 0xc0) {
  ByteVector bundle;
  Writer out(bundle);
  out.Wide(1u, 4, std::endian::big);
  out.Raw(ByteVector(64, 7));
  out.Wide(amount, 8, std::endian::big);
  out.Raw(ByteVector{0x80, 0x80, first_of_signature});
  out.Raw(ByteVector(95));
  return Slice::Copy(bundle);
}

Slice FrameWith(const Slice& bundle, std::optional<std::int64_t> id) {
  Envelope envelope;
  envelope.native = RespondTransaction::kType;
  envelope.id = id;
  envelope.body = bundle;
  ByteVector frame;
  Writer out(frame);
  EXPECT_TRUE(MakeFrameCodec()->Seal(envelope, out).ok());
  return Slice::Copy(frame);
}

NewTransaction NewsOf(const Hash256& id) {
  NewTransaction news;
  news.transaction_id = id;
  news.cost = 1'000'000;
  news.fees = 5;
  return news;
}

Hash256 IdOf(std::uint32_t number) { return Sha256(BundleOf(number)); }

class ChiaTransactions : public ::testing::Test {
 protected:
  void Come(int number, const std::string& software_version = "2.7.5") {
    Neighbours::Words words;
    words.software_version = software_version;
    node_.Come(Them(number), words);
  }
  // Ids of what this one was asked for since the last call.
  std::vector<Hash256> Asked(int number) {
    std::vector<Hash256> ids;
    for (const Envelope& heard : node_.Heard(Them(number))) {
      if (heard.native != RequestTransaction::kType) continue;
      ids.push_back(ReadMessage<RequestTransaction>(heard.body)->transaction_id);
      last_question_ = heard.id;
    }
    return ids;
  }
  void Announce(int number, const Hash256& id) { node_.Tell(Them(number), NewsOf(id)); }
  void Give(int number, const Slice& bundle, std::optional<std::int64_t> id = {}) {
    node_.TellAtOnce(Them(number), {FrameWith(bundle, id)});
  }
  bool Has(const Hash256& id) { return node_.Common<Mempool>().Has(id, node_.Now()); }

  Neighbours node_{SomeBlocks()};
  std::optional<std::int64_t> last_question_;
};

TEST_F(ChiaTransactions, WhatIsAnnouncedIsAskedForKeptAndToldToOthers) {
  Come(1);
  Come(2);
  Announce(1, IdOf(1));
  ASSERT_EQ(Asked(1), std::vector<Hash256>{IdOf(1)});
  node_.Heard(Them(2));
  Give(1, BundleOf(1), last_question_);
  EXPECT_EQ(node_.End(Them(1)), "");
  EXPECT_TRUE(Has(IdOf(1)));
  EXPECT_EQ(node_.HeardTypes(Them(2)), std::vector<NativeType>{NewTransaction::kType});
  EXPECT_EQ(node_.HeardTypes(Them(1)), std::vector<NativeType>{});
}

TEST_F(ChiaTransactions, AnErrorIsNoAnswerAndTheNextIsAsked) {
  Come(1);
  Come(2);
  Announce(1, IdOf(1));
  Announce(2, IdOf(1));
  ASSERT_EQ(Asked(1).size(), 1u);
  EXPECT_EQ(Asked(2).size(), 0u);
  Error error;
  error.code = 1;
  error.message = "no";
  node_.Tell(Them(1), error, last_question_);
  EXPECT_EQ(node_.End(Them(1)), "");
  EXPECT_EQ(Asked(2), std::vector<Hash256>{IdOf(1)});
}

TEST_F(ChiaTransactions, OneThatIsAnnouncedAgainAndAgainIsAskedForOnce) {
  Come(1);
  for (int i = 0; i < 10; ++i) Announce(1, IdOf(1));
  EXPECT_EQ(Asked(1).size(), 1u);
  node_.Advance(60s);
  EXPECT_EQ(Asked(1).size(), 0u);
  EXPECT_EQ(node_.End(Them(1)), "") << "silence closes nobody";
  Announce(1, IdOf(1));
  EXPECT_EQ(Asked(1).size(), 1u);
}

TEST_F(ChiaTransactions, FiveAnnouncersAreAskedFiveSecondsEach) {
  for (int i = 1; i <= 7; ++i) {
    Come(i);
    Announce(i, IdOf(1));
  }
  std::vector<int> asked;
  for (int seconds = 0; seconds < 60; ++seconds) {
    for (int i = 1; i <= 7; ++i) {
      if (!Asked(i).empty()) {
        asked.push_back(i);
        EXPECT_EQ(seconds, 5 * (i - 1));
      }
    }
    node_.Advance(1s);
  }
  EXPECT_EQ(asked, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST_F(ChiaTransactions, WhoLeavesIsNotWaitedFor) {
  for (int i = 1; i <= 4; ++i) {
    Come(i);
    Announce(i, IdOf(1));
  }
  ASSERT_EQ(Asked(1).size(), 1u);
  node_.Leave(Them(2));
  EXPECT_EQ(Asked(3).size(), 0u);
  node_.Leave(Them(1));
  EXPECT_EQ(Asked(3).size(), 1u);
  Give(3, BundleOf(1), last_question_);
  EXPECT_TRUE(Has(IdOf(1)));
  node_.Advance(60s);
  EXPECT_EQ(Asked(4).size(), 0u);
}

TEST_F(ChiaTransactions, OfABurstOfAnnouncementsAHundredAreAskedFor) {
  Come(1);
  std::vector<Slice> burst;
  for (std::uint32_t i = 0; i < 4900; ++i) burst.push_back(FrameOf(NewsOf(IdOf(i))));
  node_.TellAtOnce(Them(1), burst);
  EXPECT_EQ(Asked(1).size(), 100u);
  node_.Advance(4s);
  EXPECT_EQ(Asked(1).size(), 0u);
  node_.Advance(60s);
  EXPECT_EQ(Asked(1).size(), 0u) << "the others are forgotten";
  Announce(1, IdOf(5000));
  EXPECT_EQ(Asked(1).size(), 1u) << "and there is room again";
  EXPECT_EQ(node_.End(Them(1)), "");
}

TEST_F(ChiaTransactions, AnOldReleaseMayGiveTwoHundredUnasked) {
  for (const std::string software : {"2.5.7", "2.6.0rc1", "dragoman-test"}) {
    Come(1, software);
    for (std::uint32_t i = 0; i < 200; ++i) Give(1, BundleOf(i));
    EXPECT_EQ(node_.End(Them(1)), "") << software;
    Give(1, BundleOf(200));
    EXPECT_EQ(node_.End(Them(1)), "1000 300") << software;
    node_.Leave(Them(1));
    node_.Advance(301s);
  }
}

TEST_F(ChiaTransactions, ANewerReleaseMayGiveNoneUnasked) {
  for (const std::string software : {"2.6.0", "2.7.5+dragoman.0.1.0"}) {
    Come(1, software);
    Give(1, BundleOf(1));
    EXPECT_EQ(node_.End(Them(1)), "1000 300") << software;
    node_.Leave(Them(1));
    node_.Advance(301s);
  }
}

TEST(ChiaTransactionsUnasked, AreNotForAPeerWhoseMempoolNobodyAskedFor) {
  Neighbours node(std::vector<Slice>{});  // without a chain we ask nobody
  Neighbours::Words words;
  words.software_version = "2.5.7";
  node.Come(Them(1), words);
  node.TellAtOnce(Them(1), {FrameWith(BundleOf(1), {})});
  EXPECT_EQ(node.End(Them(1)), "1000 300");
}

TEST_F(ChiaTransactions, WhatIsGivenUnaskedIsKeptIfItsCostWasTold) {
  Come(1, "2.5.7");
  Come(2);
  Announce(1, IdOf(1));
  node_.Heard(Them(2));
  Give(1, BundleOf(1));
  Give(1, BundleOf(2));
  EXPECT_TRUE(Has(IdOf(1)));
  EXPECT_FALSE(Has(IdOf(2)));
  EXPECT_EQ(node_.HeardTypes(Them(2)), std::vector<NativeType>{NewTransaction::kType});
  EXPECT_EQ(node_.End(Them(1)), "");
}

TEST_F(ChiaTransactions, WhatIsGivenUnaskedIsCheckedAllTheSame) {
  Come(1, "2.5.7");
  Give(1, BundleOf(1, 0x12));
  EXPECT_EQ(node_.End(Them(1)), "1002 10");
}

TEST_F(ChiaTransactions, AnAnswerThatComesTooLateIsPassedOver) {
  Come(1);
  Announce(1, IdOf(1));
  ASSERT_EQ(Asked(1).size(), 1u);
  node_.Advance(6s);
  Give(1, BundleOf(1), last_question_);
  EXPECT_EQ(node_.End(Them(1)), "");
  Give(1, BundleOf(1), last_question_);
  EXPECT_EQ(node_.End(Them(1)), "1000 300") << "once";
}

TEST_F(ChiaTransactions, OneIsGivenWhileTheNewestBlockIsFetched) {
  Come(1);
  ASSERT_TRUE(node_.Common<Mempool>().Add(IdOf(1), BundleOf(1), {}, node_.Now()));
  RequestTransaction request;
  request.transaction_id = IdOf(1);
  const SyncTurn::Hold hold(node_.Common<SyncTurn>());
  node_.Tell(Them(1), request, 1);
  node_.Advance(500ms);
  EXPECT_EQ(node_.HeardTypes(Them(1)), std::vector<NativeType>{RespondTransaction::kType});
}

TEST_F(ChiaTransactions, NoneIsGivenDuringASync) {
  Come(1);
  ASSERT_TRUE(node_.Common<Mempool>().Add(IdOf(1), BundleOf(1), {}, node_.Now()));
  RequestTransaction request;
  request.transaction_id = IdOf(1);
  {
    SyncTurn::Hold hold(node_.Common<SyncTurn>());
    hold.GoesFar();
    node_.Tell(Them(1), request, 1);
    node_.Advance(5s);
    EXPECT_EQ(node_.HeardTypes(Them(1)), std::vector<NativeType>{});
  }
  node_.Tell(Them(1), request, 2);
  node_.Advance(499ms);
  EXPECT_EQ(node_.HeardTypes(Them(1)), std::vector<NativeType>{});
  node_.Advance(1ms);
  EXPECT_EQ(node_.HeardTypes(Them(1)), std::vector<NativeType>{RespondTransaction::kType});
}

}  // namespace
}  // namespace dragoman::chia
