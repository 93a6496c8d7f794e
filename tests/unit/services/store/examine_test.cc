// Looking a store over, beside its owner and alone.
#include "services/store/examine.h"

#include "services/store/database.h"
#include "tests/unit/services/store/scratch.h"

namespace dragoman::store {
namespace {

void RunSql(const std::string& file, const std::string& sql) {
  auto database = Database::Open(file, Database::Access::kReadWrite);
  ASSERT_TRUE(database.ok());
  EXPECT_TRUE((*database)->Run(sql).ok());
}

TEST_F(StoreTest, ExamineFindsNothingInAnEmptyOrMissingDirectory) {
  for (const std::string& directory : {scratch_.path(), scratch_.path() + "/missing"}) {
    const Result<Examined> seen = Examine(directory);
    ASSERT_TRUE(seen.ok());
    EXPECT_FALSE(seen->present);
    EXPECT_FALSE(seen->holder.has_value());
  }
  EXPECT_FALSE(std::filesystem::exists(scratch_.path() + "/missing"));
}

TEST_F(StoreTest, ExamineNamesTheOwnerAndDoesNotDisturbIt) {
  auto store = Open(scratch_.path());
  ASSERT_TRUE(store->Put(MakeObject("block", "a", "raw")).ok());
  ASSERT_TRUE(store->Flush().ok());
  const Result<Examined> seen = Examine(scratch_.path());
  ASSERT_TRUE(seen.ok()) << seen.status().ToString();
  EXPECT_EQ(seen->holder, ::getpid());
  EXPECT_EQ(seen->network, "flowee:regtest");
  EXPECT_TRUE(seen->checked);
  ASSERT_TRUE(store->Put(MakeObject("block", "b", "raw")).ok());
  EXPECT_TRUE(store->Flush().ok());
  store.reset();
  EXPECT_FALSE(Examine(scratch_.path())->holder.has_value());
}

TEST_F(StoreTest, ExamineLeavesOneFileAndALockThatIsFree) {
  ASSERT_NE(Open(scratch_.path()), nullptr);
  ASSERT_TRUE(Examine(scratch_.path()).ok());
  EXPECT_FALSE(std::filesystem::exists(scratch_.file() + "-wal"));
  EXPECT_NE(Open(scratch_.path()), nullptr);
}

TEST_F(StoreTest, ExamineRefusesWhatIsNoStoreOfOurs) {
  ASSERT_NE(Open(scratch_.path()), nullptr);
  RunSql(scratch_.file(), "PRAGMA user_version = 1000");
  EXPECT_NE(Examine(scratch_.path()).status().Text().find("newer Dragoman: schema 1000"), std::string::npos);
  RunSql(scratch_.file(), "PRAGMA application_id = 7");
  EXPECT_NE(Examine(scratch_.path()).status().Text().find("another program"), std::string::npos);
  WriteFile(scratch_.file(), std::string(10'000, 'x'));
  EXPECT_EQ(Examine(scratch_.path()).status().code(), Code::kStorage);
}

}  // namespace
}  // namespace dragoman::store
