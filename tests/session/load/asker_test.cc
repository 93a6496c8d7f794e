// Questions of a load, over two nodes joined in memory.
#include "services/load/asker.h"

#include <gtest/gtest.h>

#include "tests/session/lab.h"

namespace dragoman::load {
namespace {

using namespace std::chrono_literals;

// The right side's orders come to a desk, the left side asks.
class Asking : public ::testing::Test {
 protected:
  Asking() {
    testing::Ends ends;
    ends.right_setup = desk_.Setup();
    pair_ = std::make_unique<testing::JoinedPair>(lab::Register, std::move(ends));
    pair_->Advance(0s);
    Envelope question;
    question.native = lab::Order::kType;
    question.body = Slice::Copy(ByteVector{7, 0, 0, 0, 0});
    asker_ = std::make_unique<Asker>(*pair_->left().peer(), question, [this] { ++idle_; });
  }
  // Gives the desk's answers so far, then one each to what these lead to.
  void AnswerAll() {
    const std::size_t waiting = desk_.waiting.size();
    for (; answered_ < waiting; ++answered_) desk_.waiting[answered_].second(1);
    pair_->Advance(0s);
  }

  lab::Desk desk_;
  std::unique_ptr<testing::JoinedPair> pair_;
  std::unique_ptr<Asker> asker_;
  std::size_t answered_ = 0;
  int idle_ = 0;
};

TEST_F(Asking, EachAnswerIsTimedAndLeadsToTheNextQuestion) {
  asker_->Start(1);
  pair_->Advance(5ms);
  AnswerAll();
  EXPECT_EQ(asker_->latencies().count(), 1u);
  EXPECT_EQ(asker_->latencies().max(), 5ms);
  pair_->Advance(7ms);
  AnswerAll();
  EXPECT_EQ(asker_->latencies().count(), 2u);
  EXPECT_EQ(asker_->latencies().max(), 7ms);
  EXPECT_EQ(desk_.waiting.size(), 3u);
}

TEST_F(Asking, StoppedItWaitsForWhatIsUnderWayAndCountsItNot) {
  asker_->Start(1);
  pair_->Advance(5ms);
  asker_->Stop();
  EXPECT_EQ(idle_, 0);
  AnswerAll();
  EXPECT_EQ(idle_, 1);
  EXPECT_EQ(asker_->latencies().count(), 0u);
  EXPECT_EQ(asker_->under_way(), 0u);
  EXPECT_TRUE(asker_->failure().ok());
}

TEST_F(Asking, WithoutAnAnswerItGivesUpAndSaysWhy) {
  asker_->Start(3);
  pair_->Advance(Asker::kPatience + 1s);
  EXPECT_EQ(idle_, 1);
  EXPECT_EQ(asker_->failure().code(), Code::kTimedOut);
}

}  // namespace
}  // namespace dragoman::load
