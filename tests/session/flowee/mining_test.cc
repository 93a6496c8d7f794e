// Blocks that are handed in or asked for (wire/flowee.md 9.5, 9.6), where nothing fixed was
// recorded.
#include "dialects/flowee/messages/mining.h"

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/bitcoin/work.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "dialects/flowee/messages/reg_test.h"
#include "tests/vectors/flowee_lines.h"
#include "tests/vectors/flowee_talk.h"

namespace dragoman::flowee {
namespace {

// A step of the recorded flow `live`.
const Json& LiveStep(std::size_t step) {
  static const Json file = vectors::ReadVectorFile("flowee-chain.json");
  for (const Json& flow : file["flows"].AsArray()) {
    if (flow["name"].AsString() == "live") return flow["steps"].AsArray()[step];
  }
  return file;
}
ByteVector LiveRequest(std::size_t step) { return vectors::Joined(LiveStep(step)["send"]); }
constexpr std::size_t kSubmitsBlock116 = 5;
constexpr std::size_t kSendsTransaction = 23;

ByteVector Block116() {
  const Slice body = Messages(LiveRequest(kSubmitsBlock116)).at(0).body;
  const Slice block = *mining::SubmitBlock::Read(body)->block;
  return ByteVector(block.begin(), block.end());
}

class FloweeMining : public ::testing::Test {
 protected:
  std::string Submit(Bytes block) {
    mining::SubmitBlock submit;
    submit.block = Slice::View(block);
    lines_.Say(a_, Request(submit));
    return ReasonIn(lines_.Heard(a_));
  }
  ByteVector Generate(std::int64_t count) {
    const ByteArray<20> pay_to{1, 2, 3};
    reg_test::GenerateBlock generate;
    generate.public_key_hash = Slice::View(pay_to);
    generate.count = count;
    lines_.Say(a_, Request(generate));
    return lines_.Heard(a_);
  }
  bool Alive() {
    lines_.Say(a_, vectors::HexBytes("07000800100004"));
    return Messages(lines_.Heard(a_)).size() == 1;
  }
  chain::Tip tip() { return lines_.services().service->tip(); }

  Lines lines_{true};
  const std::size_t a_ = lines_.Connect();
  const std::size_t b_ = lines_.Connect();
};

// Block 116 with another header field, mined again unless it shall not meet its target.
ByteVector Changed(std::size_t offset, std::uint32_t value, bool meets_target) {
  ByteVector block = Block116();
  Writer writer(block);
  writer.Put(offset, value, 4, std::endian::little);
  const bitcoin::Network& network = *bitcoin::FindNetwork("regtest");
  for (std::uint32_t nonce = 0;; ++nonce) {
    writer.Put(76, nonce, 4, std::endian::little);
    if (bitcoin::CheckWork(*bitcoin::ParseHeader(block), network).ok() == meets_target)
      return block;
  }
}

TEST_F(FloweeMining, GeneratedBlocksAreAcceptedAndAnnounced) {
  const block_notification::Subscribe subscribe;
  lines_.Say(b_, Request(subscribe));
  const auto reply = Only<reg_test::GenerateBlockReply>(Generate(2));
  ASSERT_EQ(reply.block_hashes.size(), 2u);
  EXPECT_EQ(tip().height, 117);
  EXPECT_EQ(tip().hash, reply.block_hashes[1]);
  const std::vector<Envelope> told = Messages(lines_.Heard(b_));
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(block_notification::NewBlockOnChain::Read(told[0].body)->block_hash,
            reply.block_hashes[0]);
  EXPECT_EQ(block_notification::NewBlockOnChain::Read(told[1].body)->height, 117);
}

TEST_F(FloweeMining, AGeneratedBlockHoldsTheMempool) {
  lines_.Say(a_, LiveRequest(kSubmitsBlock116));
  lines_.Say(a_, LiveRequest(kSendsTransaction));
  EXPECT_EQ(lines_.services().pool->GetInfo().transactions, 1u);
  lines_.Heard(a_);
  Only<reg_test::GenerateBlockReply>(Generate(1));
  EXPECT_EQ(lines_.services().pool->GetInfo().transactions, 0u);
  chain::Fees fees;
  lines_.world().router.Call<chain::BlockQuery, chain::Fees>(
      NetworkId{}, chain::kFees, chain::ByHeight(117),
      [&fees](const Result<chain::Fees>& r) { fees = *r; });
  EXPECT_EQ(fees, (chain::Fees{std::nullopt, 5000}));
}

TEST_F(FloweeMining, OnlyRegtestGenerates) {
  testing::Setup setup;
  setup.dialect = "flowee";
  setup.network = "main";
  ManualClock clock;
  const auto registry = testing::Registered(flowee::Register);
  testing::Station station(testing::Chosen(*registry, "flowee"), setup, clock);
  const ByteArray<20> pay_to{};
  reg_test::GenerateBlock generate;
  generate.public_key_hash = Slice::View(pay_to);
  station.Feed(Request(generate));
  EXPECT_EQ(ReasonIn(station.TakeSent()), "This method can only be used on regtest");
}

TEST_F(FloweeMining, ABlockThatBreaksARuleIsRefusedInTheHubsWords) {
  const ByteVector good = Block116();
  ByteVector other_content = good;
  other_content[good.size() - 1] ^= 1;
  EXPECT_EQ(Submit(other_content), "bad-txnmrklroot");
  EXPECT_EQ(Submit(Changed(68, 1700000000, false)), "high-hash");
  EXPECT_EQ(Submit(Changed(68, 1, true)), "time-too-old");
  EXPECT_EQ(Submit(Bytes(good).first(80)), "Not enough block data");
  EXPECT_EQ(Submit(Bytes(good).first(good.size() - 1)), "Not enough block data");
  EXPECT_EQ(Submit(Bytes(good).first(79)), "unknown error");
  ByteVector longer = good;
  longer.push_back(0);
  EXPECT_EQ(Submit(longer), "this is not a block");
  EXPECT_EQ(tip().height, 115);
  Submit(good);
  EXPECT_EQ(tip().height, 116);
  EXPECT_EQ(Submit(good), "duplicate");
  EXPECT_TRUE(Alive());
}

// Faults of the reference that are not copied (wire/flowee.md 9.6).

TEST_F(FloweeMining, ABlockWithoutItsParentIsAnsweredAndTheConnectionLives) {
  const Json file = vectors::ReadVectorFile("flowee-chain.json");
  for (const Json& flow : file["flows"].AsArray()) {
    if (flow["name"].AsString() != "submit_orphan") continue;
    lines_.Say(a_, vectors::Joined(flow["steps"].AsArray()[1]["send"]));
  }
  EXPECT_EQ(ReasonIn(lines_.Heard(a_)), "the previous block is not known here");
  EXPECT_TRUE(Alive());
}

TEST_F(FloweeMining, ABrokenTokenEndsTheRequestOnly) {
  for (const char* request : {"0a00080510005801047f", "0c00080510005801040b7f01"}) {
    lines_.Say(a_, vectors::HexBytes(request));
    EXPECT_EQ(ReasonIn(lines_.Heard(a_)), "Missing block data") << request;
  }
  EXPECT_TRUE(Alive());
}

// A shelf that is full refuses for now; nothing is announced.
TEST_F(FloweeMining, AStoreThatIsFullIsTold) {
  const block_notification::Subscribe subscribe;
  lines_.Say(b_, Request(subscribe));
  lines_.services().shelf.fail_at = lines_.services().shelf.puts + 1;
  EXPECT_EQ(Submit(Block116()), "the queue is full");
  EXPECT_EQ(tip().height, 115);
  EXPECT_EQ(ToHex(lines_.Heard(b_)), "");
  Submit(Block116());
  EXPECT_EQ(tip().height, 116);
}

}  // namespace
}  // namespace dragoman::flowee
