// What is over the share of the rate limits that we keep to when we send (wire/chia.md 13.1): it waits, is tried again
// every second, and costs no more than it may.
#include "dialects/chia/mempool.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/shared.h"
#include "tests/session/chia/neighbours.h"
#include "tests/session/chia/wallet_blocks.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;

constexpr const char* kThem = "9.8.7.6:50000";
constexpr std::size_t kLarge = 1'000'000;  // bytes of a transaction: six in a slot are within our share

std::vector<Slice> SomeBlocks() { return {wallet_tests::RecordedBlocks().begin(), wallet_tests::RecordedBlocks().begin() + 6}; }

Hash256 IdOf(std::size_t number) {
  Hash256 id{};
  id[0] = static_cast<std::uint8_t>(number);
  return id;
}

class KeptBack : public ::testing::Test {
 protected:
  KeptBack() { node_.Come(kThem); }

  // It is in our mempool, of so many bytes.
  void Has(std::size_t number, std::size_t bytes) {
    EXPECT_TRUE(node_.Common<Mempool>().Add(IdOf(number), Slice::Copy(ByteVector(bytes)), {}, node_.Now()));
  }
  void AskFor(std::size_t number) {
    RequestTransaction request;
    request.transaction_id = IdOf(number);
    node_.Tell(kThem, request, static_cast<std::int64_t>(number));
    node_.Advance(500ms);
    Take();  // who takes nothing is not answered any more
  }
  void Take() {
    for (const Envelope& envelope : node_.Heard(kThem)) {
      if (envelope.native == RespondTransaction::kType) given_.push_back(envelope.id.value_or(-1));
    }
  }
  // Ids of the transactions that came since the last call.
  std::vector<std::int64_t> Given() {
    Take();
    return std::exchange(given_, {});
  }
  // The share of this slot is used up.
  void UseUp() {
    for (std::size_t i = 0; i < 6; ++i) {
      Has(i, kLarge);
      AskFor(i);
    }
    ASSERT_EQ(Given().size(), 6u);
  }

  Neighbours node_{SomeBlocks()};
  std::vector<std::int64_t> given_;
};

TEST_F(KeptBack, StopsReadingAndIsDroppedAboveFourMebibytes) {
  UseUp();
  for (std::size_t i = 6; i < 30; ++i) {
    Has(i, kLarge);
    AskFor(i);
    ASSERT_EQ(Given().size(), 0u) << i;
    EXPECT_EQ(node_.Reads(kThem), i < 10) << i;
  }
  EXPECT_GT(node_.Held(kThem), 5 * kLarge) << "what waits counts as held";
  EXPECT_LT(node_.Held(kThem), 5 * kLarge + 64 * KiB);
  EXPECT_NE(node_.Faults().find("rate limits: 5 messages of "), std::string::npos) << node_.Faults();
  node_.Advance(60s);
  EXPECT_EQ(Given(), (std::vector<std::int64_t>{6, 7, 8, 9, 10}));
  EXPECT_TRUE(node_.Reads(kThem));
  EXPECT_LT(node_.Held(kThem), 64 * KiB);
  EXPECT_EQ(node_.End(kThem), "");
}

TEST_F(KeptBack, StandsInTheWayOfNoOtherType) {
  UseUp();
  Has(6, kLarge);
  AskFor(6);
  RequestBlock block;
  block.height = 1;
  node_.Tell(kThem, block, 100);
  EXPECT_EQ(node_.HeardTypes(kThem), std::vector<NativeType>{RespondBlock::kType});
  node_.Advance(60s);
  EXPECT_EQ(Given(), std::vector<std::int64_t>{6});
}

TEST_F(KeptBack, GoesOutInItsOrder) {
  UseUp();
  Has(6, kLarge);
  Has(7, 100);  // would pass by itself
  AskFor(6);
  AskFor(7);
  EXPECT_EQ(Given(), std::vector<std::int64_t>{});
  node_.Advance(60s);
  EXPECT_EQ(Given(), (std::vector<std::int64_t>{6, 7}));
}

TEST_F(KeptBack, ButNotWhatCouldNeverGo) {
  Has(1, 1'048'577);
  Has(2, 1'048'576);
  AskFor(1);
  AskFor(2);
  EXPECT_EQ(Given(), std::vector<std::int64_t>{2});
  EXPECT_NE(node_.Faults().find("rate limits: a message of type 23 with 1048577 bytes"), std::string::npos) << node_.Faults();
  node_.Advance(120s);
  EXPECT_EQ(Given(), std::vector<std::int64_t>{});
  EXPECT_EQ(node_.End(kThem), "");
}

TEST(ChiaShare, HoldsForATypeOfWhichAPeerSaysThatItHasAWindow) {
  Neighbours node(SomeBlocks());
  Neighbours::Words words;
  words.capabilities = {1, 2, 3, 7};
  words.windows = {{26, 2}, {44, 0}};  // respond_peers, which version 3 does not know
  node.Come(kThem, words);
  const RequestPeers request;
  for (int i = 0; i < 5; ++i) node.Tell(kThem, request, i);
  const std::size_t given = node.Heard(kThem).size();
  EXPECT_GE(given, 2u);
  EXPECT_LE(given, 3u);
}

}  // namespace
}  // namespace dragoman::chia
