// The tables of a store, their versions, and whose file it is (docs/store.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/store/database.h"

namespace dragoman::store {

inline constexpr std::int64_t kSchemaVersion = 2;
inline constexpr std::int64_t kApplicationId = 0x4452474d;  // "DRGM", in the file's header

// Makes `database` a store of `network` at kSchemaVersion: a new file gets its tables, an older one is migrated, in
// one transaction. `place` names the store in errors. Errors are kStorage and leave the file as it was: not a
// database, damaged, another program's, another network's, written by a newer version.
Status PrepareSchema(Database& database, const std::string& place, std::string_view network);

}  // namespace dragoman::store
