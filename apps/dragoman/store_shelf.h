// StoreShelf: the chain service's blocks in the store. Thread-safe.
#pragma once

#include "services/chain/block_shelf.h"
#include "services/store/store.h"

namespace dragoman {

class StoreShelf final : public BlockShelf {
 public:
  // `store` outlives the shelf. `level`: how far blocks are checked that come here (services/store/object.h).
  StoreShelf(store::Store& store, std::uint8_t level) : store_(store), level_(level) {}

  Status Put(const Hash256& hash, const Slice& raw) override;
  Result<Slice> Get(const Hash256& hash) override;
  Status Scan(const std::function<Status(const Hash256& hash, const Slice& raw)>& each) override;
  bool Congested() const override { return store_.Congested(); }

 private:
  store::Store& store_;
  const std::uint8_t level_;
};

}  // namespace dragoman
