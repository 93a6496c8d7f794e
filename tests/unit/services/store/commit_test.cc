// How writes become commits: batches, bounds, pauses, faults that pass, many threads.
#include <atomic>
#include <thread>

#include "services/store/database.h"
#include "tests/unit/services/store/scratch.h"

namespace dragoman::store {
namespace {

TEST_F(StoreTest, OneCommitIsUnderWayAtATimeAndTakesABoundedBatch) {
  StoreLimits limits;
  limits.batch_count = 10;
  const auto store = Open(scratch_.path(), limits);
  for (int i = 0; i < 25; ++i) ASSERT_TRUE(store->Put(MakeObject("block", std::to_string(i), "raw")).ok());
  EXPECT_EQ(executor_.RunAll(), 3u);
  EXPECT_EQ(ScannedIds(*store, "block").size(), 25u);
  EXPECT_EQ(executor_.RunAll(), 0u);
}

TEST_F(StoreTest, ABatchIsBoundedInBytes) {
  StoreLimits limits;
  limits.batch_bytes = 10'000;
  const auto store = Open("", limits);
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(store->Put(MakeObject("block", std::to_string(i), std::string(6'000, 'r'))).ok());
  }
  ASSERT_TRUE(store->Put(MakeObject("block", "big", std::string(60'000, 'r'))).ok());
  EXPECT_EQ(executor_.RunAll(), 5u);
}

TEST_F(StoreTest, AFullQueueRefusesAndTellsWhenItIsHalfEmpty) {
  StoreLimits limits;
  limits.queue_bytes = 40'000;
  limits.batch_count = 1;
  const auto store = Open("", limits);
  const std::string raw(9'000, 'r');
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store->Put(MakeObject("block", std::to_string(i), raw)).ok());
  EXPECT_FALSE(store->Congested());
  ASSERT_TRUE(store->Put(MakeObject("block", "3", raw)).ok());
  EXPECT_TRUE(store->Congested());
  EXPECT_EQ(store->Put(MakeObject("block", "4", raw)).code(), Code::kOverload);
  EXPECT_FALSE(*store->Has("block", AsBytes("4")));

  int drained = 0;
  Status again;
  store->OnDrained([&] {
    ++drained;
    again = store->Put(MakeObject("block", "4", raw));  // the store may be used from the callback
  });
  EXPECT_EQ(drained, 0);
  executor_.RunAll();
  EXPECT_EQ(drained, 1);
  EXPECT_TRUE(again.ok());
  EXPECT_FALSE(store->Congested());
  EXPECT_EQ(ScannedIds(*store, "block").size(), 5u);
  store->OnDrained([&] { ++drained; });
  EXPECT_EQ(drained, 2);
}

TEST_F(StoreTest, WhatNoQueueCouldHoldIsABadRequest) {
  StoreLimits limits;
  limits.queue_bytes = 10'000;
  const auto store = Open("", limits);
  EXPECT_EQ(store->Put(MakeObject("block", "a", std::string(20'000, 'r'))).code(), Code::kBadRequest);
  EXPECT_FALSE(store->Congested());
}

TEST_F(StoreTest, ASmallPartOfALargeBlockDoesNotPinIt) {
  StoreLimits limits;
  limits.queue_bytes = 10'000;
  const auto store = Open("", limits);
  const Slice large = Slice::Copy(AsBytes(std::string(1'000'000, 'r')));
  Object object = MakeObject("block", "a", "");
  object.raw = large.Sub(500, 100);
  EXPECT_TRUE(store->Put(object).ok());
  EXPECT_EQ(store->Get("block", AsBytes("a"))->pinned(), 100u);
}

TEST_F(StoreTest, ALeftOverCommitFindsTheStoreGone) {
  {
    const auto store = Open(scratch_.path());
    ASSERT_TRUE(store->Put(MakeObject("block", "a", "raw")).ok());
  }
  const auto store = Open(scratch_.path());
  executor_.RunAll();
  EXPECT_EQ(ScannedIds(*store, "block").size(), 1u);
}

class Refusing final : public Executor {
 public:
  Status Submit(std::function<void()>) override { return Status(Code::kOverload, "full"); }
};

TEST_F(StoreTest, AnExecutorThatRefusesIsAFaultAndFlushWorksWithoutIt) {
  Refusing refusing;
  auto store = Store::Open(StoreOptions{.directory = "", .network = "n", .clock = clock_, .executor = refusing});
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE((*store)->Put(MakeObject("block", "a", "raw")).ok());
  EXPECT_EQ((*store)->last_fault().code(), Code::kOverload);
  EXPECT_EQ((*store)->retry_at(), clock_.Now() + std::chrono::milliseconds(100));
  EXPECT_TRUE((*store)->Flush().ok());
  EXPECT_TRUE((*store)->last_fault().ok());
  EXPECT_EQ((*store)->retry_at(), kNever);
}

// Makes commits fail by a trigger that refuses one id: SQLite tells it like any other error, and at once.
class Intruder {
 public:
  explicit Intruder(const std::string& file) : database_(*Database::Open(file, Database::Access::kReadWrite)) {}
  void Break() {
    EXPECT_TRUE(database_->Run("CREATE TRIGGER broken BEFORE INSERT ON objects WHEN new.id = x'62' "
                               "BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END").ok());
  }
  void Mend() { EXPECT_TRUE(database_->Run("DROP TRIGGER broken").ok()); }

 private:
  std::shared_ptr<Database> database_;
};

TEST_F(StoreTest, AFailedCommitIsToldKeptAndTriedAgain) {
  const auto store = Open(scratch_.path());
  std::vector<std::string> told;
  store->OnFault([&told](const Status& fault) { told.push_back(fault.ok() ? "ok" : fault.Text()); });
  Intruder intruder(scratch_.file());
  intruder.Break();

  ASSERT_TRUE(store->Put(MakeObject("block", "a", "raw a")).ok());
  ASSERT_TRUE(store->Put(MakeObject("block", "b", "raw b")).ok());
  executor_.RunAll();
  EXPECT_TRUE(ScannedIds(*store, "block").empty());  // all of a batch or nothing
  EXPECT_EQ(TextOf(store->Get("block", AsBytes("b"))), "raw b");
  EXPECT_EQ(store->last_fault().Text(), scratch_.file() + ": the disk is on fire");
  EXPECT_EQ(store->retry_at(), clock_.Now() + std::chrono::milliseconds(100));

  ASSERT_TRUE(store->Put(MakeObject("block", "c", "raw c")).ok());
  store->Tick(clock_.Now());
  EXPECT_EQ(executor_.RunAll(), 0u);  // not due
  clock_.Advance(std::chrono::milliseconds(100));
  store->Tick(clock_.Now());
  EXPECT_EQ(executor_.RunAll(), 1u);
  EXPECT_EQ(store->retry_at(), clock_.Now() + std::chrono::milliseconds(200));
  EXPECT_FALSE(store->Flush().ok());
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(store->Flush().ok());
  EXPECT_EQ(store->retry_at(), clock_.Now() + std::chrono::seconds(10));

  intruder.Mend();
  clock_.Advance(std::chrono::seconds(10));
  store->Tick(clock_.Now());
  executor_.RunAll();
  EXPECT_EQ(ScannedIds(*store, "block"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(store->last_fault().ok());
  EXPECT_EQ(store->retry_at(), kNever);
  EXPECT_EQ(told, (std::vector<std::string>{scratch_.file() + ": the disk is on fire", "ok"}));
}

TEST_F(StoreTest, ReadsDoNotWaitForACommit) {
  ThreadPool pool(1, 4);
  const SystemClock clock;
  auto store = Store::Open(
      StoreOptions{.directory = scratch_.path(), .network = "flowee:regtest", .clock = clock, .executor = pool});
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE((*store)->Put(MakeObject("block", "a", "raw a")).ok());
  ASSERT_TRUE((*store)->Flush().ok());

  const auto intruder = *Database::Open(scratch_.file(), Database::Access::kReadWrite);
  ASSERT_TRUE(intruder->Run("BEGIN IMMEDIATE").ok());
  ASSERT_TRUE((*store)->Put(MakeObject("block", "b", "raw b")).ok());  // its commit waits for the intruder
  const Instant before = clock.Now();
  EXPECT_EQ(TextOf((*store)->Get("block", AsBytes("a"))), "raw a");
  EXPECT_EQ(TextOf((*store)->Get("block", AsBytes("b"))), "raw b");
  EXPECT_EQ(ScannedIds(**store, "block").size(), 1u);
  EXPECT_LT(clock.Now() - before, std::chrono::seconds(4));
  ASSERT_TRUE(intruder->Run("COMMIT").ok());
  EXPECT_TRUE((*store)->Flush().ok());
  EXPECT_EQ(ScannedIds(**store, "block").size(), 2u);
}

TEST_F(StoreTest, ManyThreadsPutAndReadWhileBatchesAreCommitted) {
  for (const std::string& directory : {scratch_.path(), std::string()}) {
    ThreadPool pool(1, 4);
    const SystemClock clock;
    auto opened = Store::Open(
        StoreOptions{.directory = directory, .network = "flowee:regtest", .clock = clock, .executor = pool});
    ASSERT_TRUE(opened.ok());
    Store& store = **opened;
    std::atomic<int> lost = 0;
    const auto put = [&store, &lost](int thread) {
      for (int i = 0; i < 500; ++i) {
        const std::string id = std::to_string(thread) + "/" + std::to_string(i);
        if (!store.Put(MakeObject("block", id, id)).ok()) ++lost;
        if (TextOf(store.Get("block", AsBytes(id))) != id) ++lost;
        if (!store.SetCursor("tip" + std::to_string(thread), id).ok()) ++lost;
        if (*store.GetCursor("tip" + std::to_string(thread)) != id) ++lost;
        if (i % 100 == 99 && !store.Flush().ok()) ++lost;
      }
    };
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) threads.emplace_back(put, thread);
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(lost, 0);
    EXPECT_EQ(ScannedIds(store, "block").size(), 2000u);
    opened->reset();
  }
}

}  // namespace
}  // namespace dragoman::store
