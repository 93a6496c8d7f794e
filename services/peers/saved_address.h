// SavedAddress: an entry of the book as it is kept between runs, and the shelf it is kept on. In the store's table
// `peers` the address is its key and the rest the JSON of `note` (docs/peers.md).
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "services/peers/book_entry.h"

namespace dragoman::peers {

struct SavedAddress {
  Entry entry;
  std::vector<std::uint16_t> buckets;  // of the new table; empty where it was tried

  Json Note() const;
  // Errors: kBadValue.
  static Result<SavedAddress> Read(std::string_view address, std::string_view note);
};

// Thread-safe; outlives the service. Puts and Forgets are queued and never wait for a disk.
class BookShelf {
 public:
  virtual ~BookShelf() = default;
  // Everything; what cannot be read is left out. Errors: kStorage.
  virtual Result<std::vector<SavedAddress>> Load() = 0;
  // Errors: kOverload (nothing was taken; later perhaps), kStorage.
  virtual Status Put(const SavedAddress& address) = 0;
  virtual Status Forget(const Endpoint& endpoint) = 0;
  // The book's secret, as hex. Errors: kNotFound, kStorage.
  virtual Result<std::string> Secret() = 0;
  virtual Status KeepSecret(const std::string& hex) = 0;
};

}  // namespace dragoman::peers
