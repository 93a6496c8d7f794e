#include "services/sinks/event_queue.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dragoman::sinks {
namespace {

Event Numbered(std::uint64_t seq) {
  Event event;
  event.seq = seq;
  event.wall_nanos = static_cast<std::int64_t>(seq);
  event.body = event::Stopped{"test"};
  return event;
}

std::vector<std::uint64_t> Numbers(const std::vector<Event>& events) {
  std::vector<std::uint64_t> numbers;
  for (const Event& event : events) numbers.push_back(event.seq);
  return numbers;
}

const event::Gap* GapOf(const Event& event) { return std::get_if<event::Gap>(&event.body); }

const std::size_t kWeight = Weigh(Numbered(1));

TEST(EventQueue, GivesWhatWasPushedInOrder) {
  EventQueue queue("here", 10 * kWeight);
  for (std::uint64_t seq = 1; seq <= 3; ++seq) queue.Push(Numbered(seq));
  EXPECT_THAT(Numbers(queue.Take(2)), testing::ElementsAre(1, 2));
  EXPECT_THAT(Numbers(queue.Take(2)), testing::ElementsAre(3));
}

TEST(EventQueue, WhatDoesNotFitBecomesOneGapInItsPlace) {
  EventQueue queue("here", 5 * kWeight);
  for (std::uint64_t seq = 1; seq <= 7; ++seq) queue.Push(Numbered(seq));
  EXPECT_THAT(Numbers(queue.Take(1)), testing::ElementsAre(1));
  queue.Push(Numbered(8));  // there is room, but the queue is more than half full
  EXPECT_THAT(Numbers(queue.Take(2)), testing::ElementsAre(2, 3));
  queue.Push(Numbered(9));
  const std::vector<Event> rest = queue.Take(10);
  EXPECT_THAT(Numbers(rest), testing::ElementsAre(4, 5, 8, 9));
  const event::Gap* gap = GapOf(rest[2]);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->where, "here");
  EXPECT_EQ(gap->from_seq, 6u);
  EXPECT_EQ(gap->to_seq, 8u);
  EXPECT_EQ(gap->lost, 3u);
  EXPECT_EQ(gap->reason, "the reader is too slow");
  EXPECT_EQ(rest[2].wall_nanos, 8);
}

TEST(EventQueue, AGapAtTheEndIsGivenToo) {
  EventQueue queue("here", 2 * kWeight);
  for (std::uint64_t seq = 1; seq <= 3; ++seq) queue.Push(Numbered(seq));
  EXPECT_EQ(queue.Take(10).size(), 2u);
  const std::vector<Event> last = queue.Take(10);
  ASSERT_EQ(last.size(), 1u);
  EXPECT_EQ(GapOf(last[0])->from_seq, 3u);
}

TEST(EventQueue, AnEventThatNeverFitsIsAGapAtOnce) {
  EventQueue queue("here", kWeight - 1);
  queue.Push(Numbered(1));
  const std::vector<Event> only = queue.Take(10);
  ASSERT_EQ(only.size(), 1u);
  EXPECT_EQ(GapOf(only[0])->lost, 1u);
}

TEST(EventQueue, ClosedItGivesTheRestAndThenNothing) {
  EventQueue queue("here", 10 * kWeight);
  queue.Push(Numbered(1));
  queue.Close(false);
  queue.Push(Numbered(2));
  EXPECT_THAT(Numbers(queue.Take(10)), testing::ElementsAre(1));
  EXPECT_TRUE(queue.Take(10).empty());
}

TEST(EventQueue, DiscardedItGivesNothing) {
  EventQueue queue("here", kWeight);
  queue.Push(Numbered(1));
  queue.Push(Numbered(2));
  queue.Close(true);
  EXPECT_TRUE(queue.Take(10).empty());
}

TEST(EventQueue, TakeWaits) {
  EventQueue queue("here", 10 * kWeight);
  std::thread pusher([&queue] { queue.Push(Numbered(1)); });
  EXPECT_EQ(queue.Take(10).size(), 1u);
  pusher.join();
}

TEST(EventQueue, TextCountsInTheWeight) {
  Event event = Numbered(1);
  const std::size_t before = Weigh(event);
  event.peer = std::string(100, 'p');
  event::SyncProgress progress;
  progress.stall_reason = std::string(50, 'r');
  event.body = progress;
  EXPECT_EQ(Weigh(event), before - 4 + 100 + 50);
}

}  // namespace
}  // namespace dragoman::sinks
