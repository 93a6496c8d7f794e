#include "core/peer/correlator.h"

#include <gtest/gtest.h>

#include "core/base/task.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;

Envelope Message(NativeType native, std::optional<std::int64_t> id = {}) {
  Envelope envelope;
  envelope.native = native;
  envelope.id = id;
  return envelope;
}

constexpr Instant kStart{1s};

Task<Status> Wait(Correlator::Question& question, std::vector<std::string>& log) {
  const Result<Envelope> answer = co_await question;
  log.push_back(answer.ok() ? std::to_string(answer->native) : answer.status().Text());
  co_return Ok();
}

TEST(Correlator, ByTypeTheOldestQuestionThatExpectsItIsAnswered) {
  Correlator correlator(Correlation::kByType);
  Correlator::Question first(correlator, {}, {5, 6}, kStart);
  Correlator::Question second(correlator, {}, {6}, kStart);
  EXPECT_FALSE(correlator.Answer(Message(7), false));
  EXPECT_TRUE(correlator.Answer(Message(6), false));
  EXPECT_TRUE(first.await_ready());
  EXPECT_FALSE(second.await_ready());
  EXPECT_FALSE(correlator.Answer(Message(5), false));
  EXPECT_TRUE(correlator.Answer(Message(6), true)) << "a type may be both a question and an answer";
  EXPECT_EQ(correlator.open(), 0u);
}

TEST(Correlator, ByIdTheQuestionOfThatIdIsAnswered) {
  Correlator correlator(Correlation::kByEnvelopeId);
  Correlator::Question one(correlator, 1, {}, kStart);
  Correlator::Question two(correlator, 2, {}, kStart);
  EXPECT_FALSE(correlator.Answer(Message(9), false));
  EXPECT_FALSE(correlator.Answer(Message(9, 3), false));
  EXPECT_FALSE(correlator.Answer(Message(9, 2), true)) << "the other side's own question";
  EXPECT_TRUE(correlator.Answer(Message(9, 2), false));
  EXPECT_TRUE(two.await_ready());
  Envelope says_so = Message(9, 77);
  says_so.answers = 1;
  EXPECT_TRUE(correlator.Answer(says_so, true));
}

TEST(Correlator, IdsCountUpAndLeaveOutWhatIsOpen) {
  Correlator correlator(Correlation::kByEnvelopeId);
  EXPECT_EQ(correlator.FreshId(), 1);
  const Correlator::Question open(correlator, 2, {}, kStart);
  EXPECT_EQ(correlator.FreshId(), 3);
}

TEST(Correlator, OneLateAnswerIsDroppedAndItsIdIsNotGivenAgainMeanwhile) {
  Correlator correlator(Correlation::kBySideId, IdRange{0, 1});
  { const Correlator::Question forgotten(correlator, correlator.FreshId(), {}, kStart); }
  EXPECT_EQ(correlator.FreshId(), 1);
  EXPECT_EQ(correlator.FreshId(), 1);
  EXPECT_TRUE(correlator.Answer(Message(9, 0), false));
  EXPECT_FALSE(correlator.Answer(Message(9, 0), false));
  EXPECT_EQ(correlator.FreshId(), 0);
}

TEST(Correlator, IdsDoNotRunOutWhereNothingIsEverAnswered) {
  constexpr std::int64_t kMany = 1000;
  Correlator correlator(Correlation::kBySideId, IdRange{0, kMany - 1});
  for (std::int64_t i = 0; i < 3 * kMany; ++i) {
    const std::optional<std::int64_t> id = correlator.FreshId();
    ASSERT_EQ(id, i % kMany);
    const Correlator::Question forgotten(correlator, id, {}, kStart);
  }
}

TEST(Correlator, WhatIsLateEndsInTheOrderOfTheQuestions) {
  Correlator correlator(Correlation::kByType);
  std::vector<std::string> log;
  Correlator::Question late(correlator, {}, {5}, kStart);
  Correlator::Question later(correlator, {}, {5}, kStart + 1s);
  Task<Status> one = Wait(late, log);
  one.Start();
  Task<Status> two = Wait(later, log);
  two.Start();
  EXPECT_EQ(correlator.NextDeadline(), kStart);
  correlator.Expire(kStart);
  EXPECT_EQ(log, std::vector<std::string>{"no answer in time"});
  EXPECT_EQ(correlator.NextDeadline(), kStart + 1s);
  EXPECT_TRUE(correlator.Answer(Message(5), false));
  EXPECT_EQ(log.back(), "5");
  EXPECT_EQ(correlator.NextDeadline(), kNever);
}

Task<Status> AskWithoutTime(Correlator& correlator, int& asked) {
  while (asked < 1000) {
    ++asked;
    Correlator::Question question(correlator, {}, {5}, kStart);
    const Result<Envelope> answer = co_await question;
    if (answer.ok()) co_return Ok();
  }
  co_return Ok();
}

TEST(Correlator, WhoAsksAnewWithoutLeavingTimeWaitsForTheNextCall) {
  Correlator correlator(Correlation::kByType);
  int asked = 0;
  Task<Status> task = AskWithoutTime(correlator, asked);
  task.Start();
  correlator.Expire(kStart);
  EXPECT_EQ(asked, 2);
}

TEST(Correlator, AForgottenQuestionIsNotAnswered) {
  Correlator correlator(Correlation::kByType);
  { const Correlator::Question forgotten(correlator, {}, {5}, kStart); }
  EXPECT_EQ(correlator.open(), 0u);
  EXPECT_FALSE(correlator.Answer(Message(5), false));
}

}  // namespace
}  // namespace dragoman
