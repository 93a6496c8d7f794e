// RecordReader: reads what is committed. Thread-safe by the database's mutex; no read transaction outlives a call,
// so that reading never keeps the log from shrinking.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/store/database.h"
#include "services/store/object.h"

namespace dragoman::store {

class RecordReader {
 public:
  static Result<std::unique_ptr<RecordReader>> Create(std::shared_ptr<Database> database, std::string network);

  // Errors of all: kStorage. Where the thing is not there: kNotFound.
  Result<StoredObject> Find(std::string_view kind, Bytes id);
  Result<bool> Has(std::string_view kind, Bytes id);
  // The next objects of a kind from a sequence number on, in order: a bounded number and at least one if there is one.
  Result<std::vector<StoredObject>> Page(std::string_view kind, std::int64_t from_sequence);
  Result<std::string> Cursor(std::string_view name);
  // By address.
  Result<std::vector<PeerRecord>> Peers();

 private:
  RecordReader(std::shared_ptr<Database> database, std::string network, Statement find, Statement has, Statement page,
               Statement cursor, Statement peers)
      : network_(std::move(network)),
        database_(std::move(database)),
        find_(std::move(find)),
        has_(std::move(has)),
        page_(std::move(page)),
        cursor_(std::move(cursor)),
        peers_(std::move(peers)) {}

  const std::string network_;
  const std::shared_ptr<Database> database_;
  Statement find_, has_, page_, cursor_, peers_;
};

}  // namespace dragoman::store
