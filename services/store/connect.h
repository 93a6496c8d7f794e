// Opening the connections of a store: WAL, checks after an unclean end, schema.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "services/store/database.h"

namespace dragoman::store {

struct Connections {
  std::shared_ptr<Database> writer;
  std::shared_ptr<Database> reader;  // in memory the same as `writer`; else a second one, so no read waits for a commit
};

// `directory` is empty for a store in memory; else it exists and is locked. Errors: kStorage.
Result<Connections> Connect(const std::string& directory, std::string_view network);

}  // namespace dragoman::store
