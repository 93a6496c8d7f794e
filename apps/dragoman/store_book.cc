#include "apps/dragoman/store_book.h"

namespace dragoman {
namespace {

constexpr std::string_view kSecret = "peers.secret";
constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

}  // namespace

Result<std::vector<peers::SavedAddress>> StoreBook::Load() {
  const Result<std::vector<store::PeerRecord>> records = store_.Peers();
  if (!records.ok()) return records.status();
  std::vector<peers::SavedAddress> saved;
  for (const store::PeerRecord& record : *records) {
    Result<peers::SavedAddress> address = peers::SavedAddress::Read(record.address, record.note);
    if (address.ok()) saved.push_back(std::move(*address));
  }
  return saved;
}

Status StoreBook::Put(const peers::SavedAddress& address) {
  store::PeerRecord record;
  record.address = address.entry.endpoint.ToString();
  record.last_seen_ns = address.entry.seen * kNanosPerSecond;
  record.note = address.Note().Dump();
  return store_.PutPeer(std::move(record));
}

Status StoreBook::Forget(const peers::Endpoint& endpoint) { return store_.ForgetPeer(endpoint.ToString()); }

Result<std::string> StoreBook::Secret() { return store_.GetCursor(kSecret); }

Status StoreBook::KeepSecret(const std::string& hex) { return store_.SetCursor(std::string(kSecret), hex); }

}  // namespace dragoman
