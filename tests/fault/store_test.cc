// The n-th thing that the store asks of its disk fails, for n = 1.. until nothing fails any more: each time there is an
// error that says what and where or there was none to tell, nothing that was committed is lost, the file is whole, and
// when the disk works again the same goes on to its end.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "services/store/store.h"
#include "tests/world/disk.h"

namespace dragoman::fault {
namespace {

using namespace std::chrono_literals;
using store::Object;
using store::Store;
using store::StoredObject;
using world::Disk;
using world::DiskOperation;

constexpr int kObjects = 12;
constexpr const char* kLastCursor = "11";

Object MakeObject(int number) {
  Object object;
  object.kind = "block";
  object.id = Slice::Copy(AsBytes("block " + std::to_string(number)));
  // Some take more pages than one.
  object.raw = Slice::Copy(AsBytes(std::string(static_cast<std::size_t>(100 + number * 700), static_cast<char>('a' + number))));
  return object;
}

// What somebody does who uses a store: opens it, puts objects with a cursor behind each, reads, closes, opens it again
// and reads all. An error is noted and the disk repaired; then the same step is done again.
class User {
 public:
  explicit User(Disk& disk) : disk_(disk) {}

  void Live() {
    Open();
    for (int i = 0; i < kObjects; ++i) {
      Note(store_->Put(MakeObject(i)));
      Note(store_->SetCursor("last", std::to_string(i)));
      Commit();
      if (i % 4 == 3) Read(i);
    }
    if (const Status flushed = store_->Flush(); !flushed.ok()) {
      Note(flushed);
      Again(store_->Flush());
    }
    store_.reset();
    executor_.RunAll();
    Open();
    ReadAll();
    store_.reset();
    executor_.RunAll();
  }
  const std::vector<Status>& faults() const { return faults_; }

 private:
  // An error: from now on the disk works.
  bool Note(const Status& status) {
    if (status.ok()) return true;
    faults_.push_back(status);
    disk_.Repair();
    return false;
  }
  static void Again(const Status& status) {
    EXPECT_TRUE(status.ok()) << "after the disk was repaired: " << status.ToString();
  }

  void Open() {
    Result<std::unique_ptr<Store>> store = Store::Open({disk_.directory(), "flowee:regtest", clock_, executor_});
    if (!Note(store.status())) {
      store = Store::Open({disk_.directory(), "flowee:regtest", clock_, executor_});
      Again(store.status());
    }
    ASSERT_TRUE(store.ok());
    store_ = std::move(*store);
  }
  // What the owner of a store does: lets time pass, ticks.
  void Commit() {
    executor_.RunAll();
    if (Note(store_->last_fault())) return;
    clock_.Advance(10s);
    store_->Tick(clock_.Now());
    executor_.RunAll();
    Again(store_->last_fault());
  }
  void Read(int last) {
    for (int i = 0; i <= last; ++i) {
      const Object object = MakeObject(i);
      Result<Slice> raw = store_->Get("block", object.id);
      if (!Note(raw.status())) raw = store_->Get("block", object.id);
      Again(raw.status());
      EXPECT_TRUE(raw.ok() && std::ranges::equal(raw->bytes(), object.raw.bytes())) << i;
    }
  }
  void ReadAll() {
    std::set<std::string> seen;
    const auto visit = [&seen](const StoredObject& object) {
      seen.insert(std::string(AsText(object.id)));
      return Ok();
    };
    if (!Note(store_->Scan("block", 0, visit))) {
      seen.clear();
      Again(store_->Scan("block", 0, visit));
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(kObjects));
    Read(kObjects - 1);
    Result<std::string> last = store_->GetCursor("last");
    if (!Note(last.status())) last = store_->GetCursor("last");
    Again(last.status());
    EXPECT_EQ(last.ok() ? *last : std::string(), kLastCursor);
  }

  Disk& disk_;
  ManualClock clock_;
  ManualExecutor executor_;
  std::unique_ptr<Store> store_;
  std::vector<Status> faults_;
};

// Every fault is ours or the machine's, names the file and says what to do.
void ExpectClear(const std::vector<Status>& faults, const std::string& what) {
  for (const Status& fault : faults) {
    EXPECT_EQ(fault.code(), Code::kStorage) << what << ": " << fault.ToString();
    EXPECT_NE(fault.Text().find("dragoman.sqlite"), std::string::npos) << what << ": " << fault.ToString();
    EXPECT_FALSE(fault.hint().empty()) << what << ": " << fault.ToString();
  }
}

struct Seen {
  std::map<DiskOperation, int> failed;
  std::map<DiskOperation, int> told;
};

Seen FailOneAfterTheOther(bool broken) {
  Seen seen;
  for (std::uint64_t n = 1;; ++n) {
    Disk disk;
    disk.FailAt(n, broken);
    User user(disk);
    user.Live();
    if (::testing::Test::HasFatalFailure()) return seen;
    const bool reached = disk.failed().has_value();
    const std::string what = "operation " + std::to_string(n) + (reached ? std::string(" (") + Name(*disk.failed()) + ')' : "");
    disk.Repair();
    EXPECT_EQ(disk.Integrity(), "ok") << what;
    ExpectClear(user.faults(), what);
    if (::testing::Test::HasFailure()) return seen;
    if (!reached) {
      EXPECT_TRUE(user.faults().empty());
      return seen;
    }
    ++seen.failed[*disk.failed()];
    if (!user.faults().empty()) ++seen.told[*disk.failed()];
  }
}

TEST(StoreFault, WhicheverOperationFailsTheNextTryGoesOn) {
  const Seen seen = FailOneAfterTheOther(false);
  EXPECT_GE(seen.failed.at(DiskOperation::kOpen), 3);
  EXPECT_GE(seen.failed.at(DiskOperation::kRead), 10);
  EXPECT_GE(seen.failed.at(DiskOperation::kWrite), 50);
  EXPECT_GE(seen.failed.at(DiskOperation::kSync), 3);
  // Some SQLite gets over by itself: a checkpoint that another will repeat, a journal that it deletes later.
  EXPECT_GE(seen.told.at(DiskOperation::kWrite), 30);
  EXPECT_GE(seen.told.at(DiskOperation::kOpen), 2);
  EXPECT_GE(seen.told.at(DiskOperation::kRead), 5);
}

TEST(StoreFault, WheneverTheDiskBreaksAllGoesOnOnceItIsRepaired) {
  const Seen seen = FailOneAfterTheOther(true);
  EXPECT_GE(seen.told.at(DiskOperation::kWrite), 30);
  EXPECT_GE(seen.told.at(DiskOperation::kSync), 1);
}

TEST(StoreFault, HoweverMuchRoomThereIsAFullDiskIsToldAndWhatWaitsIsWrittenOnceThereIsMore) {
  int told = 0;
  for (std::uint64_t room = 0;; room += 1000) {
    Disk disk;
    disk.FillUp(room);
    User user(disk);
    user.Live();
    EXPECT_EQ(disk.Integrity(), "ok") << room;
    ExpectClear(user.faults(), std::to_string(room) + " bytes of room");
    if (user.faults().empty()) break;
    ++told;
    const std::string text = user.faults().front().ToString();
    EXPECT_NE(text.find("full"), std::string::npos) << text;
    EXPECT_NE(text.find("Free some space"), std::string::npos) << text;
    ASSERT_LT(room, 10'000'000u);
  }
  EXPECT_GE(told, 50);
}

TEST(StoreFault, AStoreOnAReadOnlyDiskIsRefusedWithWhatToDo) {
  Disk disk;
  ManualClock clock;
  ManualExecutor executor;
  const store::StoreOptions options{disk.directory(), "flowee:regtest", clock, executor};
  disk.MakeReadOnly();
  for (int with_file = 0; with_file < 2; ++with_file) {
    const Result<std::unique_ptr<Store>> store = Store::Open(options);
    ASSERT_FALSE(store.ok());
    ExpectClear({store.status()}, "read-only");
    EXPECT_NE(store.status().hint().find("Choose a --store directory"), std::string::npos) << store.status().ToString();
    disk.Repair();
    EXPECT_TRUE(Store::Open(options).ok());
    disk.MakeReadOnly();
  }
}

TEST(StoreFault, AStoreWhoseDiskBecomesReadOnlyKeepsWhatItIsGivenUntilItCanWrite) {
  Disk disk;
  ManualClock clock;
  ManualExecutor executor;
  auto store = *Store::Open({disk.directory(), "flowee:regtest", clock, executor});
  std::vector<std::string> told;
  store->OnFault([&told](const Status& status) { told.push_back(status.ToString()); });
  ASSERT_TRUE(store->Put(MakeObject(0)).ok());
  executor.RunAll();
  disk.MakeReadOnly();
  ASSERT_TRUE(store->Put(MakeObject(1)).ok());
  executor.RunAll();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find("Choose a --store directory that this user may write to"), std::string::npos) << told[0];
  EXPECT_TRUE(store->Get("block", MakeObject(1).id).ok()) << "what waits can be read";
  disk.Repair();
  clock.Advance(1s);
  store->Tick(clock.Now());
  executor.RunAll();
  EXPECT_EQ(told, (std::vector<std::string>{told[0], "ok"}));
  store.reset();
  EXPECT_EQ(disk.Integrity(), "ok");
}

}  // namespace
}  // namespace dragoman::fault
