#include "core/router/router.h"

#include <gtest/gtest.h>

#include <thread>

namespace dragoman {
namespace {

struct Question {
  int number = 0;
};
constexpr CallName<Question, int> kDouble{"user.double"};
constexpr CallName<Question, std::string> kDoubleAsText{"user.double"};

Event Fault(const std::string& text) {
  event::Fault fault;
  fault.text = text;
  Event event;
  event.body = std::move(fault);
  return event;
}

std::string TextOf(const Event& event) { return std::get<event::Fault>(event.body).text; }

TEST(Router, CarriesACallToWhoServesItOnThatNetwork) {
  const ManualClock clock;
  Router router(clock);
  const NetworkId here = router.AddNetwork("tiny", "default");
  const NetworkId there = router.AddNetwork("tiny", "other");
  EXPECT_EQ(router.Text(there), "tiny:other");
  const std::function<void(const Question&, ReplySink<int>)> serve =
      [](const Question& asked, const ReplySink<int>& sink) { sink(2 * asked.number); };
  ASSERT_TRUE(router.Serve(here, kDouble, serve).ok());
  EXPECT_TRUE(router.Serves(here, "user.double"));
  EXPECT_FALSE(router.Serves(there, "user.double"));

  std::optional<Result<int>> reply;
  const auto keep = [&reply](const Result<int>& heard) { reply = heard; };
  router.Call<Question, int>(here, kDouble, Question{21}, keep);
  EXPECT_EQ(**reply, 42);
  router.Call<Question, int>(there, kDouble, Question{21}, keep);
  EXPECT_EQ(reply->status().code(), Code::kUnsupported);
  EXPECT_EQ(reply->status().Text(), "nobody serves user.double for tiny:other");
}

TEST(ReplySinks, TakeTheFirstReplyOnly) {
  std::vector<int> heard;
  const ReplySink<int> sink = [&heard](const Result<int>& reply) { heard.push_back(*reply); };
  const ReplySink<int> copy = sink;
  copy(1);
  sink(2);
  EXPECT_EQ(heard, std::vector<int>{1});
}

TEST(ReplySinks, TellTheAskerWhenTheLastOfThemGoesWithoutAReply) {
  std::vector<Status> heard;
  std::optional<ReplySink<int>> sink([&heard](const Result<int>& reply) { heard.push_back(reply.status()); });
  std::optional<ReplySink<int>> copy(*sink);
  ReplySink<int> moved = std::move(*sink);
  sink.reset();
  copy.reset();
  EXPECT_TRUE(heard.empty());
  {
    const ReplySink<int> last = std::move(moved);
  }
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_EQ(heard[0].Text(), "the service dropped the question without a reply");
  EXPECT_EQ(heard[0].fault(), FaultClass::kLocal);
}

TEST(Router, DropsWhatASlowHearerLeavesWaitingAndSaysWhich) {
  const ManualClock clock;
  Router router(clock);
  const NetworkId network = router.AddNetwork("tiny", "default");
  const auto publish = [&] {
    Event event;
    event.network = network;
    event.body = event::Stopped{"test"};
    router.Publish(std::move(event));
  };
  std::uint64_t heard = 0;
  std::vector<event::Gap> gaps;
  bool first = true;
  const Subscription hearing = router.Subscribe([&](const Event& event) {
    ++heard;
    if (const auto* gap = std::get_if<event::Gap>(&event.body)) gaps.push_back(*gap);
    if (!std::exchange(first, false)) return;
    for (std::size_t i = 0; i < Router::kMostQueued + 7; ++i) publish();
  });
  publish();
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].lost, 7u);
  EXPECT_EQ(gaps[0].from_seq, Router::kMostQueued + 2);
  EXPECT_EQ(gaps[0].to_seq, Router::kMostQueued + 8);
  EXPECT_EQ(heard, Router::kMostQueued + 2);
  publish();
  EXPECT_EQ(gaps.size(), 1u);
}

TEST(Router, RefusesASecondClaimAndACallOfAnotherForm) {
  const ManualClock clock;
  Router router(clock);
  const NetworkId here = router.AddNetwork("tiny", "default");
  const std::function<void(const Question&, ReplySink<int>)> serve = [](const Question&, const ReplySink<int>& sink) {
    sink(1);
  };
  EXPECT_TRUE(router.Serve(here, kDouble, serve).ok());
  EXPECT_EQ(router.Serve(here, kDouble, serve).Text(), "user.double is served twice for tiny:default");
  std::optional<Result<std::string>> reply;
  router.Call<Question, std::string>(here, kDoubleAsText, Question{}, [&reply](auto heard) { reply = heard; });
  EXPECT_EQ(reply->status().code(), Code::kUnsupported);
}

TEST(Router, NumbersAndStampsEventsFromOneWithoutHoles) {
  const ManualClock clock(1000);
  Router router(clock);
  std::vector<Event> heard;
  const Subscription subscription = router.Subscribe([&](const Event& event) { heard.push_back(event); });
  router.Publish(Fault("a"));
  router.Publish(Fault("b"));
  ASSERT_EQ(heard.size(), 2u);
  EXPECT_EQ(heard[0].seq, 1u);
  EXPECT_EQ(heard[1].seq, 2u);
  EXPECT_EQ(heard[0].wall_nanos, 1'000'001'000);
}

TEST(Router, WhatAHandlerPublishesComesAfterWhatIsBeingDelivered) {
  const ManualClock clock;
  Router router(clock);
  std::vector<std::string> first;
  std::vector<std::string> second;
  const Subscription one = router.Subscribe([&](const Event& event) {
    first.push_back(TextOf(event));
    if (TextOf(event) == "a") router.Publish(Fault("a's child"));
  });
  const Subscription two = router.Subscribe([&](const Event& event) { second.push_back(TextOf(event)); });
  router.Publish(Fault("a"));
  const std::vector<std::string> expected{"a", "a's child"};
  EXPECT_EQ(first, expected);
  EXPECT_EQ(second, expected);
}

TEST(Router, AnEndedSubscriptionHearsNothingEvenIfItEndsWhileHearing) {
  const ManualClock clock;
  Router router(clock);
  int heard = 0;
  Subscription own;
  own = router.Subscribe([&](const Event&) {
    ++heard;
    own = Subscription();
  });
  int other = 0;
  Subscription later = router.Subscribe([&](const Event&) { ++other; });
  router.Publish(Fault("a"));
  router.Publish(Fault("b"));
  EXPECT_EQ(heard, 1);
  later = Subscription();
  router.Publish(Fault("c"));
  EXPECT_EQ(other, 2);
}

TEST(Router, ASubscriptionMayBeMadeWhileHearing) {
  const ManualClock clock;
  Router router(clock);
  std::vector<Subscription> more;
  int heard = 0;
  more.push_back(router.Subscribe([&](const Event&) {
    if (more.size() == 1) more.push_back(router.Subscribe([&](const Event&) { ++heard; }));
  }));
  router.Publish(Fault("a"));
  EXPECT_EQ(heard, 0);
  router.Publish(Fault("b"));
  EXPECT_EQ(heard, 1);
}

TEST(Router, ASubscriptionMayOutliveItsRouter) {
  const ManualClock clock;
  Subscription subscription;
  {
    Router router(clock);
    subscription = router.Subscribe([](const Event&) {});
  }
  subscription = Subscription();
}

TEST(Router, EveryoneHearsOneOrderFromManyThreads) {
  const ManualClock clock;
  Router router(clock);
  std::vector<std::uint64_t> one;
  std::vector<std::uint64_t> two;
  const Subscription a = router.Subscribe([&](const Event& event) { one.push_back(event.seq); });
  const Subscription b = router.Subscribe([&](const Event& event) { two.push_back(event.seq); });
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&router] {
        for (int j = 0; j < 200; ++j) router.Publish(Fault("x"));
      });
    }
    threads.emplace_back([&router] {
      for (int j = 0; j < 200; ++j) {
        const Subscription brief = router.Subscribe([](const Event&) {});
      }
    });
  }
  router.Publish(Fault("the last"));
  std::vector<std::uint64_t> expected;
  for (std::uint64_t seq = 1; seq <= 601; ++seq) expected.push_back(seq);
  EXPECT_EQ(one, expected);
  EXPECT_EQ(two, expected);
}

}  // namespace
}  // namespace dragoman
