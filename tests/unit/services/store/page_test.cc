// Every query of docs/store.md works on a store, and its words on the schema are true.
#include <iterator>

#include "services/store/database.h"
#include "services/store/schema.h"
#include "tests/unit/services/store/scratch.h"

namespace dragoman::store {
namespace {

std::string Page() {
  std::ifstream file(DRAGOMAN_SOURCE_DIR "/docs/store.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> QueriesOf(const std::string& page) {
  constexpr std::string_view kOpen = "```sql\n";
  std::vector<std::string> queries;
  for (std::size_t at = page.find(kOpen); at != std::string::npos; at = page.find(kOpen, at)) {
    at += kOpen.size();
    queries.push_back(page.substr(at, page.find("```", at) - at));
  }
  return queries;
}

TEST_F(StoreTest, TheQueriesOfItsPageWork) {
  {
    const auto store = Open(scratch_.path());
    ASSERT_TRUE(store->Put(MakeObject("block", "id", "raw")).ok());
  }
  const auto database = *Database::Open(scratch_.file(), Database::Access::kReadOnly);
  const std::vector<std::string> queries = QueriesOf(Page());
  EXPECT_EQ(queries.size(), 5u);
  for (const std::string& sql : queries) {
    Result<Statement> statement = database->Prepare(sql);
    ASSERT_TRUE(statement.ok()) << sql << statement.status().ToString();
    const Result<bool> row = Query(*statement).Next();
    EXPECT_TRUE(row.ok()) << sql << row.status().ToString();
  }
}

TEST_F(StoreTest, ThePageNamesTheSchema) {
  EXPECT_NE(Page().find("## Tables (schema " + std::to_string(kSchemaVersion) + ')'), std::string::npos);
}

// A scan must not walk over the objects of other kinds.
TEST_F(StoreTest, AScanUsesItsIndexUpToTheSequence) {
  ASSERT_NE(Open(scratch_.path()), nullptr);
  const auto database = *Database::Open(scratch_.file(), Database::Access::kReadOnly);
  Result<Statement> plan = database->Prepare(
      "EXPLAIN QUERY PLAN SELECT raw FROM objects INDEXED BY objects_in_order"
      " WHERE network = ? AND kind = ? AND sequence >= ? ORDER BY sequence");
  ASSERT_TRUE(plan.ok());
  Query query(*plan);
  ASSERT_TRUE(*query.Next());
  EXPECT_EQ(query.TextAt(3), "SEARCH objects USING INDEX objects_in_order (network=? AND kind=? AND rowid>?)");
  EXPECT_FALSE(*query.Next());  // no sorting
}

}  // namespace
}  // namespace dragoman::store
