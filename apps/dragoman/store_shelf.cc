#include "apps/dragoman/store_shelf.h"

#include <algorithm>

namespace dragoman {
namespace {

constexpr std::string_view kBlock = "block";

}  // namespace

Status StoreShelf::Put(const Hash256& hash, const Slice& raw) {
  store::Object object;
  object.kind = kBlock;
  object.id = Slice::Copy(hash);
  object.raw = raw;
  object.level = level_;
  return store_.Put(std::move(object));
}

Result<Slice> StoreShelf::Get(const Hash256& hash) { return store_.Get(kBlock, hash); }

Status StoreShelf::Scan(const std::function<Status(const Hash256& hash, const Slice& raw)>& each) {
  return store_.Scan(kBlock, 0, [&each](const store::StoredObject& object) -> Status {
    Hash256 hash{};
    if (object.id.size() != hash.size()) {
      return Status(Code::kStorage, "a stored block has an id of {} bytes", object.id.size());
    }
    std::copy(object.id.begin(), object.id.end(), hash.begin());
    return each(hash, object.raw);
  });
}

}  // namespace dragoman
