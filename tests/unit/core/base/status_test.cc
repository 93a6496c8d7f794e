// Status, Result, clocks and executors.
#include "core/base/status.h"

#include <gtest/gtest.h>

#include <future>

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/base/result.h"
#include "tests/unit/core/allocated.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;

TEST(Status, SaysPathSentencePlaceAndNextStep) {
  Status status(Code::kBadValue, "prefix of an optional is {}, must be {} or 1", 2, 0);
  status.At(8143).In("challenge_chain").In(std::size_t{0}).In("finished_sub_slots").In(std::size_t{3}).In("blocks");
  status.In("respond_blocks").Next("Ask another peer.");
  EXPECT_EQ(status.ToString(),
            "respond_blocks.blocks[3].finished_sub_slots[0].challenge_chain: prefix of an optional is 2, must be 0 or 1 "
            "(byte 8143). Ask another peer.");
  EXPECT_EQ(status.Text(), "prefix of an optional is 2, must be 0 or 1");
  status.In("beyond six steps the innermost stay");
  EXPECT_EQ(status.Path().substr(0, 14), "respond_blocks");
  EXPECT_EQ(Status().ToString(), "ok");
}

TEST(Status, TheCodeSaysWhoseFaultItIs) {
  EXPECT_EQ(Status(Code::kTimedOut, "").fault(), FaultClass::kPeer);
  EXPECT_EQ(Status(Code::kStorage, "").fault(), FaultClass::kLocal);
  EXPECT_EQ(Status(Code::kUsage, "").fault(), FaultClass::kRequest);
  EXPECT_EQ(Status().fault(), FaultClass::kNone);
  EXPECT_EQ(Name(Status(Code::kUsage, "").fault()), "request");
  EXPECT_EQ(Name(Code::kBadFrame), "bad_frame");
}

TEST(Status, OnTheWirePathTakesNoMemory) {
  if (!recycler::kRecycles) GTEST_SKIP() << "faults go to the heap under AddressSanitizer";
  const auto fail = [] {
    Status status(Code::kTruncated, "needs {} bytes, {} are left", 1, 2);
    status.At(3).In("field").In(std::size_t{4});
    const Status copy = status;
    const Result<int> result = copy;
    EXPECT_FALSE(result.ok());
  };
  fail();  // the first faults of a thread fill the recycler
  const std::size_t before = testing::AllocatedSoFar();
  fail();
  EXPECT_EQ(testing::AllocatedSoFar(), before);
}

TEST(Status, CopiesAreOfTheirOwn) {
  Status status(Code::kBadValue, "wrong");
  Status copy = status;
  copy.At(3);
  EXPECT_FALSE(status.has_offset());
  status = copy;
  EXPECT_EQ(status.offset(), 3u);
  status = Ok();
  EXPECT_TRUE(status.ok());
  EXPECT_FALSE(copy.ok());
}

TEST(Status, ShiftsAnOffsetOnlyIfThereIsOne) {
  EXPECT_EQ(Status(Code::kBadValue, "").At(3).Shift(10).offset(), 13u);
  EXPECT_FALSE(Status(Code::kBadValue, "").Shift(10).has_offset());
}

TEST(Status, OwnsATextThatIsMadeUpAsItHappens) {
  const Status status = [] { return Status::Because(Code::kUsage, "no " + std::string("{} such thing")); }();
  EXPECT_EQ(status.Text(), "no {} such thing");
}

Status Half(int value, int& half) {
  if (value % 2 != 0) return Status(Code::kBadRequest, "{} is odd", static_cast<std::uint64_t>(value));
  half = value / 2;
  return Ok();
}
Status Quarter(int value, int& quarter) {
  int half = 0;
  DRAGOMAN_TRY(Half(value, half));
  DRAGOMAN_TRY(Half(half, quarter));
  return Ok();
}

TEST(Status, TryLeavesWithTheFirstFault) {
  int quarter = 0;
  EXPECT_TRUE(Quarter(8, quarter).ok());
  EXPECT_EQ(quarter, 2);
  EXPECT_EQ(Quarter(6, quarter).Text(), "3 is odd");
}

TEST(ManualClock, MovesOnlyWhenMoved) {
  ManualClock clock(5);
  const Instant start = clock.Now();
  EXPECT_EQ(clock.WallNanos(), 1'000'000'005);
  clock.Advance(2s);
  EXPECT_EQ(clock.Now() - start, 2s);
  EXPECT_EQ(clock.WallNanos(), 3'000'000'005);
}

TEST(SystemClock, IsAfterTheYear2020AndGoesOn) {
  const SystemClock clock;
  EXPECT_GT(clock.WallNanos(), 1'577'836'800'000'000'000);
  const Instant before = clock.Now();
  EXPECT_LE(before, clock.Now());
}

TEST(ThreadPool, FinishesWhatItAcceptedBeforeItEnds) {
  std::atomic<int> ran = 0;
  {
    ThreadPool pool(3, 1000);
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(pool.Submit([&ran] { ++ran; }).ok());
  }
  EXPECT_EQ(ran, 500);
}

TEST(ThreadPool, RefusesWhatDoesNotFitItsQueue) {
  std::promise<void> started;
  std::promise<void> release;
  ThreadPool pool(1, 1);
  EXPECT_TRUE(pool.Submit([&started, wait = release.get_future().share()] {
                    started.set_value();
                    wait.wait();
                  }).ok());
  started.get_future().wait();
  EXPECT_TRUE(pool.Submit([] {}).ok());
  EXPECT_EQ(pool.Submit([] {}).ToString(), "1 pieces of work are already waiting");
  EXPECT_EQ(pool.Submit([] {}).code(), Code::kOverload);
  release.set_value();
}

TEST(ManualExecutor, RunsWhenToldAlsoWhatComesMeanwhile) {
  ManualExecutor executor;
  int ran = 0;
  const auto work = [&] {
    ++ran;
    EXPECT_TRUE(executor.Submit([&ran] { ++ran; }).ok());
  };
  EXPECT_TRUE(executor.Submit(work).ok());
  EXPECT_EQ(ran, 0);
  EXPECT_EQ(executor.RunAll(), 2u);
  EXPECT_EQ(ran, 2);
}

}  // namespace
}  // namespace dragoman
