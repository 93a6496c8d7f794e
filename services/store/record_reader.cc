#include "services/store/record_reader.h"

namespace dragoman::store {
namespace {

// One page of a scan: memory held at a time, and how long the connection is held.
constexpr std::size_t kPageBytes = 4 * MiB;
constexpr std::size_t kPageRows = 256;

constexpr std::string_view kFind =
    "SELECT sequence, id, first_seen_ns, level, raw FROM objects WHERE network = ? AND kind = ? AND id = ?";
constexpr std::string_view kHas = "SELECT 1 FROM objects WHERE network = ? AND kind = ? AND id = ?";
constexpr std::string_view kPage =
    "SELECT sequence, id, first_seen_ns, level, raw FROM objects INDEXED BY objects_in_order"
    " WHERE network = ? AND kind = ? AND sequence >= ? ORDER BY sequence";
constexpr std::string_view kCursor = "SELECT value FROM cursors WHERE name = ?";
constexpr std::string_view kPeers =
    "SELECT address, first_seen_ns, last_seen_ns, note FROM peers WHERE network = ? ORDER BY address";

StoredObject ObjectOf(const Query& row, std::string_view kind) {
  StoredObject object;
  object.sequence = row.IntAt(0);
  object.kind = kind;
  object.id = Slice::Copy(row.BlobAt(1));
  object.first_seen_ns = row.IntAt(2);
  object.level = static_cast<std::uint8_t>(row.IntAt(3));
  object.raw = Slice::Copy(row.BlobAt(4));
  return object;
}

}  // namespace

Result<std::unique_ptr<RecordReader>> RecordReader::Create(std::shared_ptr<Database> database, std::string network) {
  Result<Statement> find = database->Prepare(kFind);
  if (!find.ok()) return find.status();
  Result<Statement> has = database->Prepare(kHas);
  if (!has.ok()) return has.status();
  Result<Statement> page = database->Prepare(kPage);
  if (!page.ok()) return page.status();
  Result<Statement> cursor = database->Prepare(kCursor);
  if (!cursor.ok()) return cursor.status();
  Result<Statement> peers = database->Prepare(kPeers);
  if (!peers.ok()) return peers.status();
  return std::unique_ptr<RecordReader>(new RecordReader(std::move(database), std::move(network), *std::move(find),
                                                        *std::move(has), *std::move(page), *std::move(cursor),
                                                        *std::move(peers)));
}

Result<StoredObject> RecordReader::Find(std::string_view kind, Bytes id) {
  const std::lock_guard lock(database_->mutex());
  Query query(find_);
  const Result<bool> row = query.Text(network_).Text(kind).Blob(id).Next();
  if (!row.ok()) return row.status();
  if (!*row) return Status(Code::kNotFound, "the store has no such object");
  return ObjectOf(query, kind);
}

Result<bool> RecordReader::Has(std::string_view kind, Bytes id) {
  const std::lock_guard lock(database_->mutex());
  return Query(has_).Text(network_).Text(kind).Blob(id).Next();
}

Result<std::vector<StoredObject>> RecordReader::Page(std::string_view kind, std::int64_t from_sequence) {
  const std::lock_guard lock(database_->mutex());
  Query query(page_);
  query.Text(network_).Text(kind).Int(from_sequence);
  std::vector<StoredObject> page;
  std::size_t bytes = 0;
  while (page.size() < kPageRows && bytes < kPageBytes) {
    const Result<bool> row = query.Next();
    if (!row.ok()) return row.status();
    if (!*row) break;
    page.push_back(ObjectOf(query, kind));
    bytes += page.back().raw.size();
  }
  return page;
}

Result<std::string> RecordReader::Cursor(std::string_view name) {
  const std::lock_guard lock(database_->mutex());
  Query query(cursor_);
  const Result<bool> row = query.Text(name).Next();
  if (!row.ok()) return row.status();
  if (!*row) return Status(Code::kNotFound, "the store has no such cursor");
  return std::string(query.TextAt(0));
}

Result<std::vector<PeerRecord>> RecordReader::Peers() {
  const std::lock_guard lock(database_->mutex());
  Query query(peers_);
  query.Text(network_);
  std::vector<PeerRecord> peers;
  for (;;) {
    const Result<bool> row = query.Next();
    if (!row.ok()) return row.status();
    if (!*row) return peers;
    PeerRecord peer;
    peer.address = query.TextAt(0);
    peer.first_seen_ns = query.IntAt(1);
    peer.last_seen_ns = query.IntAt(2);
    peer.note = query.TextAt(3);
    peers.push_back(std::move(peer));
  }
}

}  // namespace dragoman::store
