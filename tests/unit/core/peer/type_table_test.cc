#include "core/peer/type_table.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(TypeTable, FindsWhatWasAddedAndNothingElse) {
  TypeTable table;
  EXPECT_FALSE(table.Find(0).has_value());
  // Small types, packed pairs, and ones that differ only in their upper half.
  std::vector<NativeType> types;
  for (NativeType i = 0; i < 300; ++i) types.insert(types.end(), {i, (i + 1) << 32 | 7, ~i});
  for (std::size_t i = 0; i < types.size(); ++i) EXPECT_TRUE(table.Add(types[i], i)) << types[i];
  for (std::size_t i = 0; i < types.size(); ++i) EXPECT_EQ(table.Find(types[i]), i) << types[i];
  for (NativeType i = 300; i < 600; ++i) EXPECT_FALSE(table.Find(i).has_value()) << i;
}

TEST(TypeTable, RefusesATypeTwice) {
  TypeTable table;
  EXPECT_TRUE(table.Add(5, 0));
  EXPECT_FALSE(table.Add(5, 1));
  EXPECT_EQ(table.Find(5), 0u);
}

}  // namespace
}  // namespace dragoman
