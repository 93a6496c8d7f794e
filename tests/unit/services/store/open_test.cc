// Which files and directories a store refuses, and what it says.
#include <sys/wait.h>

#include "services/store/schema.h"
#include "tests/unit/services/store/scratch.h"

namespace dragoman::store {
namespace {

void RunSql(const std::string& file, const std::string& sql) {
  auto database = Database::Open(file, Database::Access::kReadWrite);
  ASSERT_TRUE(database.ok());
  const Status done = (*database)->Run(sql);
  ASSERT_TRUE(done.ok()) << done.ToString();
}

std::int64_t ReadInt(const std::string& file, std::string_view sql) {
  auto database = Database::Open(file, Database::Access::kReadOnly);
  return *(*database)->ReadInt(sql);
}

TEST_F(StoreTest, ASecondStoreOnTheSameDirectoryIsRefused) {
  auto store = Open(scratch_.path());
  const Status refused = Refusal(scratch_.path());
  EXPECT_EQ(refused.code(), Code::kInUse);
  EXPECT_EQ(refused.ToString(), "store " + scratch_.path() + " is in use by process " + std::to_string(::getpid()) +
                                    ". Stop it, or choose another --store directory.");
  store.reset();
  EXPECT_NE(Open(scratch_.path()), nullptr);
}

TEST_F(StoreTest, ASecondProcessIsRefused) {
  const auto store = Open(scratch_.path());
  const pid_t child = ::fork();
  if (child == 0) {
    const Result<std::unique_ptr<Store>> second = TryOpen(scratch_.path());
    ::_exit(!second.ok() && second.status().code() == Code::kInUse ? 5 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 5);
}

TEST_F(StoreTest, AnotherNetworksStoreIsRefused) {
  ASSERT_NE(Open(scratch_.path()), nullptr);
  const Status refused = Refusal(scratch_.path(), "flowee:main");
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_EQ(refused.ToString(), "store " + scratch_.path() +
                                    R"( holds "flowee:regtest", not "flowee:main". Choose another --store directory.)");
}

TEST_F(StoreTest, ANewerSchemaIsRefusedAndLeftAlone) {
  ASSERT_NE(Open(scratch_.path()), nullptr);
  RunSql(scratch_.file(), "PRAGMA user_version = 3");
  const Status refused = Refusal(scratch_.path());
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_EQ(refused.ToString(), scratch_.file() +
                                    " was written by a newer Dragoman: schema 3, this one reads up to 2. "
                                    "Use the newer one, or choose another --store directory.");
  EXPECT_EQ(ReadInt(scratch_.file(), "PRAGMA user_version"), 3);
}

TEST_F(StoreTest, AnotherProgramsDatabaseIsRefusedAndLeftAlone) {
  RunSql(scratch_.file(), "CREATE TABLE recipes(name)");
  EXPECT_EQ(Refusal(scratch_.path()).Text(), scratch_.file() + " is a database of another program");
  EXPECT_EQ(ReadInt(scratch_.file(), "SELECT count(*) FROM sqlite_schema"), 1);
}

// A file as version 1 wrote it.
constexpr const char* kVersionOne = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  network TEXT NOT NULL,
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  first_seen_ns INTEGER NOT NULL,
  raw BLOB NOT NULL);
CREATE UNIQUE INDEX objects_by_id ON objects(network, kind, id);
CREATE INDEX objects_in_order ON objects(network, kind);
CREATE TABLE peers(
  network TEXT NOT NULL,
  address TEXT NOT NULL,
  first_seen_ns INTEGER NOT NULL,
  last_seen_ns INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY(network, address)) WITHOUT ROWID;
CREATE TABLE cursors(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES('network', 'flowee:regtest'), ('schema', '1');
INSERT INTO objects(network, kind, id, first_seen_ns, raw) VALUES
  ('flowee:regtest', 'block', x'6232', 5, x'01'), ('flowee:regtest', 'block', x'6231', 6, x'02');
INSERT INTO cursors VALUES('tip', 'b1');
PRAGMA application_id = 0x4452474d;
PRAGMA user_version = 1;
)";

TEST_F(StoreTest, AVersionOneFileIsMigrated) {
  RunSql(scratch_.file(), kVersionOne);
  for (int opened = 0; opened < 2; ++opened) {
    const auto store = Open(scratch_.path());
    ASSERT_NE(store, nullptr);
    EXPECT_EQ(ScannedIds(*store, "block"), (std::vector<std::string>{"b2", "b1"}));
    const Result<Object> old = store->Find("block", AsBytes("b2"));
    ASSERT_TRUE(old.ok());
    EXPECT_EQ(old->level, 0);
    EXPECT_EQ(old->first_seen_ns, 5);
    EXPECT_EQ(*store->GetCursor("tip"), "b1");
    ASSERT_TRUE(store->Put(MakeObject("tx", "t1", "raw")).ok());
    EXPECT_EQ(store->Find("tx", AsBytes("t1"))->level, 2);
  }
  EXPECT_EQ(ReadInt(scratch_.file(), "PRAGMA user_version"), kSchemaVersion);
  EXPECT_EQ(ReadInt(scratch_.file(), "SELECT value = '2' FROM meta WHERE key = 'schema'"), 1);
}

TEST_F(StoreTest, AnotherNetworksOldFileIsNotMigrated) {
  RunSql(scratch_.file(), kVersionOne);
  EXPECT_EQ(Refusal(scratch_.path(), "flowee:main").code(), Code::kStorage);
  EXPECT_EQ(ReadInt(scratch_.file(), "PRAGMA user_version"), 1);
}

TEST_F(StoreTest, AMigrationThatFailsChangesNothing) {
  RunSql(scratch_.file(), std::string(kVersionOne) + "ALTER TABLE objects ADD COLUMN level;");
  EXPECT_EQ(Refusal(scratch_.path()).Text(), scratch_.file() + ": duplicate column name: level");
  EXPECT_EQ(ReadInt(scratch_.file(), "PRAGMA user_version"), 1);
}

TEST_F(StoreTest, GarbageIsRefused) {
  WriteFile(scratch_.file(), std::string(5000, 'x'));
  const Status refused = Refusal(scratch_.path());
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_EQ(refused.ToString(), scratch_.file() +
                                    ": file is not a database. Move it away to begin anew, or try to save what is in "
                                    "it with the sqlite3 command .recover.");
}

TEST_F(StoreTest, ATruncatedFileIsRefused) {
  {
    const auto store = Open(scratch_.path());
    ASSERT_TRUE(store->Put(MakeObject("block", "a", std::string(50'000, 'r'))).ok());
  }
  std::filesystem::resize_file(scratch_.file(), std::filesystem::file_size(scratch_.file()) / 2);
  const Status refused = Refusal(scratch_.path());
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_EQ(refused.Text(), scratch_.file() + ": database disk image is malformed");
}

TEST_F(StoreTest, DamageInTheMiddleIsFoundAfterAnUncleanEnd) {
  ScratchDirectory copy;
  {
    const auto store = Open(scratch_.path());
    for (int i = 0; i < 300; ++i) {
      ASSERT_TRUE(store->Put(MakeObject("block", std::to_string(i), std::string(1000, 'r'))).ok());
    }
  }
  {
    const auto store = Open(scratch_.path());
    ASSERT_TRUE(store->SetCursor("tip", "1").ok());
    ASSERT_TRUE(store->Flush().ok());
    for (const char* name : {"/dragoman.sqlite", "/dragoman.sqlite-wal"}) {
      std::filesystem::copy_file(scratch_.path() + name, copy.path() + name);
    }
  }
  std::fstream file(copy.file(), std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(20 * 4096);
  const std::string zeros(8 * 4096, '\0');
  file.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
  file.close();
  const Status refused = Refusal(copy.path());
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_NE(refused.Text().find(copy.file()), std::string::npos) << refused.Text();
}

TEST_F(StoreTest, AFileInPlaceOfTheDirectoryIsRefused) {
  WriteFile(scratch_.path() + "/file", "");
  const Status refused = Refusal(scratch_.path() + "/file");
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_EQ(refused.ToString(), "cannot create store directory " + scratch_.path() +
                                    "/file: Not a directory. Choose a --store directory that this user may write to.");
  EXPECT_EQ(Refusal(scratch_.path() + "/file/below").code(), Code::kStorage);
}

TEST_F(StoreTest, ADirectoryInPlaceOfAFileIsRefused) {
  std::filesystem::create_directory(scratch_.file());
  const Status refused = Refusal(scratch_.path());
  EXPECT_EQ(refused.code(), Code::kStorage);
  EXPECT_NE(refused.Text().find("unable to open database file"), std::string::npos) << refused.Text();

  ScratchDirectory other;
  std::filesystem::create_directory(other.path() + "/dragoman.lock");
  EXPECT_NE(Refusal(other.path()).Text().find("dragoman.lock: Is a directory"), std::string::npos);
}

constexpr uid_t kNobody = 65534;  // root may write everywhere

TEST_F(StoreTest, AReadOnlyDirectoryIsRefused) {
  std::filesystem::permissions(scratch_.path(), std::filesystem::perms(0555));
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) ::_exit(1);
    const Result<std::unique_ptr<Store>> store = TryOpen(scratch_.path());
    if (store.ok() || store.status().code() != Code::kStorage) ::_exit(2);
    ::_exit(store.status().Text() == "cannot write " + scratch_.path() + "/dragoman.lock: Permission denied" ? 0 : 3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  std::filesystem::permissions(scratch_.path(), std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace dragoman::store
