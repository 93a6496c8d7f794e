// BatchWriter: puts a batch of writes into the database, all of it or nothing.
// Thread-safe by the database's mutex.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "services/store/database.h"
#include "services/store/pending_writes.h"

namespace dragoman::store {

class BatchWriter {
 public:
  static Result<std::unique_ptr<BatchWriter>> Create(std::shared_ptr<Database> database, std::string network);

  // One transaction. Errors: kStorage; then nothing of the batch is in the database.
  Status Commit(std::span<const Write* const> batch);

 private:
  BatchWriter(std::shared_ptr<Database> database, std::string network, Statement add_object, Statement set_cursor,
              Statement put_peer, Statement forget_peer)
      : network_(std::move(network)),
        database_(std::move(database)),
        add_object_(std::move(add_object)),
        set_cursor_(std::move(set_cursor)),
        put_peer_(std::move(put_peer)),
        forget_peer_(std::move(forget_peer)) {}

  Status WriteAll(std::span<const Write* const> batch);
  Status WriteOne(const Object& object);
  Status WriteOne(const CursorWrite& cursor);
  Status WriteOne(const PeerRecord& peer);
  Status WriteOne(const PeerForgotten& peer);

  const std::string network_;
  const std::shared_ptr<Database> database_;
  Statement add_object_, set_cursor_, put_peer_, forget_peer_;
};

}  // namespace dragoman::store
