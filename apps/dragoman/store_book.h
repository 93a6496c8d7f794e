// StoreBook: the peers service's address book in the store: its table `peers`, and a cursor for the secret. Thread-safe.
#pragma once

#include "services/peers/saved_address.h"
#include "services/store/store.h"

namespace dragoman {

class StoreBook final : public peers::BookShelf {
 public:
  // `store` outlives it.
  explicit StoreBook(store::Store& store) : store_(store) {}

  Result<std::vector<peers::SavedAddress>> Load() override;
  Status Put(const peers::SavedAddress& address) override;
  Status Forget(const peers::Endpoint& endpoint) override;
  Result<std::string> Secret() override;
  Status KeepSecret(const std::string& hex) override;

 private:
  store::Store& store_;
};

}  // namespace dragoman
