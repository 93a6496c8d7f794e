// kill -9 at any instant loses nothing that was flushed and never damages the file; a full disk loses nothing at all.
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <thread>

#include "services/store/database.h"
#include "tests/unit/services/store/scratch.h"

namespace dragoman::store {
namespace {

constexpr int kKills = 20;
constexpr int kFlushEvery = 7;

std::string NumberedRaw(int number) { return std::string(static_cast<std::size_t>(number * 37 % 3000), 'r'); }

// Puts numbered objects and tells on `pipe` which are flushed, until it is killed.
[[noreturn]] void PutUntilKilled(const std::string& directory, int pipe) {
  const SystemClock clock;
  ThreadPool pool(1, 4);
  auto store = Store::Open(
      StoreOptions{.directory = directory, .network = "flowee:regtest", .clock = clock, .executor = pool});
  if (!store.ok()) ::_exit(1);
  int number = static_cast<int>(ScannedIds(**store, "block").size());
  for (;;) {
    ++number;
    if (!(*store)->Put(MakeObject("block", std::to_string(number), NumberedRaw(number))).ok()) ::_exit(2);
    if (!(*store)->SetCursor("last", std::to_string(number)).ok()) ::_exit(3);
    if (number % kFlushEvery != 0) continue;
    if (!(*store)->Flush().ok()) ::_exit(4);
    if (::write(pipe, &number, sizeof(number)) != sizeof(number)) ::_exit(5);
  }
}

// Kills such a process after `life`; gives the last number that it told as flushed.
int LastFlushedOfAKilledProcess(const std::string& directory, std::chrono::microseconds life) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) PutUntilKilled(directory, ends[1]);
  ::close(ends[1]);
  std::thread killer([child, life] {
    std::this_thread::sleep_for(life);
    ::kill(child, SIGKILL);
  });
  int flushed = 0;
  for (int number = 0; ::read(ends[0], &number, sizeof(number)) == sizeof(number);) flushed = number;
  killer.join();
  ::close(ends[0]);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "exit " << WEXITSTATUS(status);
  return flushed;
}

TEST_F(StoreTest, KilledAtAnyInstantItKeepsWhatWasFlushed) {
  std::mt19937 random(20260101);
  int flushed = 0;
  int kept = 0;
  for (int round = 0; round < kKills; ++round) {
    const std::chrono::microseconds life(std::uniform_int_distribution<int>(2'000, 80'000)(random));
    flushed = std::max(flushed, LastFlushedOfAKilledProcess(scratch_.path(), life));
    {
      const auto store = Open(scratch_.path());
      ASSERT_NE(store, nullptr);
      int expected = 0;  // a prefix of what was put, byte for byte
      ASSERT_TRUE(store->Scan("block", 0, [&expected](const StoredObject& object) {
        ++expected;
        EXPECT_EQ(AsText(object.id), std::to_string(expected));
        EXPECT_EQ(AsText(object.raw), NumberedRaw(expected));
        return Ok();
      }).ok());
      EXPECT_GE(expected, std::max(flushed, kept));
      kept = expected;
      const Result<std::string> last = store->GetCursor("last");
      if (kept > 1) {  // the cursor is never ahead of its object; the end of a batch may part them
        ASSERT_TRUE(last.ok());
        EXPECT_TRUE(*last == std::to_string(kept) || *last == std::to_string(kept - 1)) << *last << " of " << kept;
      }
    }
    auto database = Database::Open(scratch_.file(), Database::Access::kReadOnly);
    EXPECT_EQ(*(*database)->ReadText("PRAGMA integrity_check"), "ok");
  }
  EXPECT_GT(flushed, 0);
  RecordProperty("objects_kept", kept);
}

// Files may not grow past a limit, which SQLite sees as a failing disk; then they may again. Gives 0 if all was kept.
int LiveThroughAFullDisk(const std::string& directory) {
  std::signal(SIGXFSZ, SIG_IGN);
  ManualClock clock;
  ManualExecutor executor;
  auto store = Store::Open(
      StoreOptions{.directory = directory, .network = "flowee:regtest", .clock = clock, .executor = executor});
  if (!store.ok()) return 1;
  rlimit free{};
  if (::getrlimit(RLIMIT_FSIZE, &free) != 0) return 2;
  rlimit full = free;
  full.rlim_cur = 200'000;
  if (::setrlimit(RLIMIT_FSIZE, &full) != 0) return 3;

  for (int i = 0; i < 100; ++i) {
    if (!(*store)->Put(MakeObject("block", std::to_string(i), std::string(10'000, 'r'))).ok()) return 4;
  }
  executor.RunAll();
  if ((*store)->last_fault().code() != Code::kStorage) return 5;
  if (!ScannedIds(**store, "block").empty()) return 6;
  if (!(*store)->Get("block", AsBytes("99")).ok()) return 7;

  if (::setrlimit(RLIMIT_FSIZE, &free) != 0) return 8;
  clock.Advance(std::chrono::seconds(1));
  (*store)->Tick(clock.Now());
  executor.RunAll();
  if (!(*store)->last_fault().ok()) return 9;
  return ScannedIds(**store, "block").size() == 100 ? 0 : 10;
}

TEST_F(StoreTest, AFullDiskDelaysButLosesNothing) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(LiveThroughAFullDisk(scratch_.path()));
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace dragoman::store
