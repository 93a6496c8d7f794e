// Proofs of weight: we make none, and pass on what those say who announced the tip.
#include "dialects/chia/weight_proofs.h"
#include "tests/session/chia/neighbourhood.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;
using namespace wallet_tests;

constexpr const char* kUpstream = "10.0.0.2:8444";
constexpr const char* kOther = "10.0.0.3:8444";
constexpr const char* kAskers[] = {"20.0.0.1:50000", "20.0.0.2:50000", "20.0.0.3:50000", "20.0.0.4:50000"};

std::vector<Slice> UpTo(std::size_t height) {
  return {RecordedBlocks().begin(), RecordedBlocks().begin() + static_cast<std::ptrdiff_t>(height) + 1};
}

class ChiaWeightProofs : public ::testing::Test {
 protected:
  static Neighbourhood::Plan PlanOf(bool upstream) {
    Neighbourhood::Plan plan;
    plan.blocks = UpTo(40);
    if (upstream) plan.settings["upstream"] = "named";
    return plan;
  }
  void Name(const std::string& address, std::size_t peak = 40) {
    ours_->Name(address);
    ours_->ShakeHands(address);
    ours_->Tell(address, PeakOf(Recorded(peak)));
    ours_->Heard(address);
  }
  void Come(const std::string& from) {
    ours_->Meet(from);
    ours_->HearNothing();
  }
  void Ask(const std::string& from, std::int64_t id, std::size_t height = 40) {
    RequestProofOfWeight request;
    request.total_number_of_blocks = static_cast<std::uint32_t>(height);
    request.tip = HashAt(height);
    ours_->Tell(from, request, id);
  }
  static RespondProofOfWeight ProofOf(std::size_t height) {
    RespondProofOfWeight proof;
    proof.wp = WeightProof();
    proof.tip = HashAt(height);
    return proof;
  }

  std::unique_ptr<Neighbourhood> ours_ = std::make_unique<Neighbourhood>(PlanOf(true));
};

TEST_F(ChiaWeightProofs, OneQuestionServesAllWhoAskForOneTip) {
  Name(kUpstream);
  for (const char* asker : kAskers) Come(asker);
  for (const char* asker : kAskers) Ask(asker, 7);
  ours_->Advance(3s);
  const std::vector<Envelope> questions = ours_->Heard(kUpstream);
  ASSERT_EQ(questions.size(), 1u);
  ASSERT_EQ(questions[0].native, RequestProofOfWeight::kType);
  ours_->Tell(kUpstream, ProofOf(40), questions[0].id);
  for (const char* asker : kAskers) {
    const std::vector<Envelope> heard = ours_->Heard(asker);
    ASSERT_EQ(heard.size(), 1u) << asker;
    EXPECT_EQ(heard[0].native, RespondProofOfWeight::kType);
    EXPECT_EQ(heard[0].id, 7);
  }
  ours_->Advance(61s);  // for another answer within the limits
  ours_->HearNothing();
  Ask(kAskers[0], 8);
  EXPECT_EQ(ours_->Types(kAskers[0]), "25") << "it is kept";
  EXPECT_EQ(ours_->Types(kUpstream), "");
}

TEST_F(ChiaWeightProofs, WhoAsksIsNotAskedBack) {
  ours_ = std::make_unique<Neighbourhood>(PlanOf(false));
  Come(kAskers[0]);
  ours_->Tell(kAskers[0], PeakOf(Recorded(40)));
  Ask(kAskers[0], 7);
  ours_->Advance(3s);
  EXPECT_EQ(ours_->Types(kAskers[0]), "");
  Come(kAskers[1]);
  ours_->Tell(kAskers[1], PeakOf(Recorded(40)));
  Ask(kAskers[0], 8);
  ours_->Advance(3s);
  EXPECT_EQ(ours_->Types(kAskers[0]), "");
  EXPECT_EQ(ours_->Types(kAskers[1]), "24");
}

TEST_F(ChiaWeightProofs, WhereTheHolderGoesTheNextOneIsAsked) {
  Name(kUpstream);
  Name(kOther);
  Come(kAskers[0]);
  Ask(kAskers[0], 7);
  const bool first = !ours_->Heard(kUpstream).empty();
  ours_->Lose(first ? kUpstream : kOther);
  const std::vector<Envelope> questions = ours_->Heard(first ? kOther : kUpstream);
  ASSERT_EQ(questions.size(), 1u);
  ours_->Tell(first ? kOther : kUpstream, ProofOf(40), questions[0].id);
  EXPECT_EQ(ours_->Types(kAskers[0]), "25");
}

TEST_F(ChiaWeightProofs, WhereNobodyIsLeftTheQuestionEndsAndItsWindowIsFree) {
  Stranger modern;
  modern.windows = true;
  ours_->Come(kAskers[0]);
  ours_->ShakeHands(kAskers[0], modern);
  ConfigureWindowSizes windows;
  windows.settings = {{std::uint8_t{24}, std::uint16_t{2}}};
  ours_->Tell(kAskers[0], windows);
  for (int i = 0; i < 5; ++i) {
    SCOPED_TRACE(i);
    Name("10.0.0." + std::to_string(10 + i) + ":8444");
    Ask(kAskers[0], 7 + i);
    ASSERT_EQ(ours_->End(kAskers[0]), "open");
    ours_->Lose("10.0.0." + std::to_string(10 + i) + ":8444");
  }
}

TEST_F(ChiaWeightProofs, AnErrorIsNoAnswerAndNoFault) {
  Name(kUpstream);
  Name(kOther);
  Come(kAskers[0]);
  Ask(kAskers[0], 7);
  std::vector<Envelope> questions = ours_->Heard(kUpstream);
  const bool first = !questions.empty();
  if (!first) questions = ours_->Heard(kOther);
  ASSERT_EQ(questions.size(), 1u);
  Error error;
  error.code = 1;
  error.message = "no";
  ours_->Tell(first ? kUpstream : kOther, error, questions[0].id);
  EXPECT_EQ(ours_->End(first ? kUpstream : kOther), "open");
  EXPECT_EQ(ours_->Types(first ? kOther : kUpstream), "24");
}

TEST_F(ChiaWeightProofs, ATipIsAskedForAlsoAfterTheNextOneWasAnnounced) {
  Name(kUpstream, 39);
  ours_->Tell(kUpstream, PeakOf(Recorded(40)));
  Come(kAskers[0]);
  Ask(kAskers[0], 7, 39);
  EXPECT_EQ(ours_->Types(kUpstream), "24");
}

TEST_F(ChiaWeightProofs, AnyUpstreamIsAskedForATipNearTheEndOfOurChain) {
  Name(kUpstream, 40);
  Come(kAskers[0]);
  Ask(kAskers[0], 7, 38);
  EXPECT_EQ(ours_->Types(kUpstream), "24") << "it announced only what came later";
  Ask(kAskers[0], 8, 2);
  EXPECT_EQ(ours_->Types(kUpstream), "") << "nobody who keeps up asks for a tip that far below";
}

TEST(ChiaWeightProofQueue, TipsAndThoseWhoWaitForThemAreBounded) {
  using Waiting = WeightProofs::Waiting;
  WeightProofs proofs;
  std::size_t answered = 0;
  const WeightProofs::Answer answer = [&answered](std::optional<Slice> body) {
    EXPECT_FALSE(body.has_value());
    ++answered;
  };
  for (std::size_t tip = 0; tip < WeightProofs::kMostTips; ++tip) {
    EXPECT_EQ(proofs.Wait(HashAt(tip), tip == 0 ? "somebody" : std::to_string(tip), answer), Waiting::kFirst);
  }
  EXPECT_EQ(proofs.Wait(HashAt(40), "somebody", answer), Waiting::kNoRoom);
  for (std::size_t i = 1; i < WeightProofs::kMostWaiters; ++i) {
    EXPECT_EQ(proofs.Wait(HashAt(0), "another", answer), Waiting::kBehind);
  }
  EXPECT_EQ(proofs.Wait(HashAt(0), "a third", answer), Waiting::kNoRoom);
  EXPECT_EQ(proofs.Askers(HashAt(0)), (std::set<std::string>{"somebody", "another"}));
  proofs.Finish(HashAt(0), std::nullopt);
  EXPECT_EQ(answered, WeightProofs::kMostWaiters);
  EXPECT_EQ(proofs.Wait(HashAt(40), "somebody", answer), Waiting::kFirst) << "there is room again";
}

TEST(ChiaWeightProofQueue, NobodyWaitsForMoreThanTwoTips) {
  using Waiting = WeightProofs::Waiting;
  WeightProofs proofs;
  const WeightProofs::Answer answer = [](std::optional<Slice>) {};
  EXPECT_EQ(proofs.Wait(HashAt(1), "greedy", answer), Waiting::kFirst);
  EXPECT_EQ(proofs.Wait(HashAt(2), "greedy", answer), Waiting::kFirst);
  EXPECT_EQ(proofs.Wait(HashAt(3), "greedy", answer), Waiting::kNoRoom);
  EXPECT_EQ(proofs.Wait(HashAt(3), "modest", answer), Waiting::kFirst);
  proofs.Finish(HashAt(1), std::nullopt);
  EXPECT_EQ(proofs.Wait(HashAt(4), "greedy", answer), Waiting::kFirst);
}

}  // namespace
}  // namespace dragoman::chia
