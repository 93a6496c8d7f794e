#include "services/store/batch_writer.h"

namespace dragoman::store {
namespace {

constexpr std::string_view kAddObject =
    "INSERT INTO objects(network, kind, id, level, first_seen_ns, raw) VALUES(?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(network, kind, id) DO NOTHING";
constexpr std::string_view kSetCursor =
    "INSERT INTO cursors(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value";
constexpr std::string_view kPutPeer =
    "INSERT INTO peers(network, address, first_seen_ns, last_seen_ns, note) VALUES(?1, ?2, ?3, ?3, ?4)"
    " ON CONFLICT(network, address) DO UPDATE SET last_seen_ns = excluded.last_seen_ns, note = excluded.note";
constexpr std::string_view kForgetPeer = "DELETE FROM peers WHERE network = ? AND address = ?";

}  // namespace

Result<std::unique_ptr<BatchWriter>> BatchWriter::Create(std::shared_ptr<Database> database, std::string network) {
  Result<Statement> add_object = database->Prepare(kAddObject);
  if (!add_object.ok()) return add_object.status();
  Result<Statement> set_cursor = database->Prepare(kSetCursor);
  if (!set_cursor.ok()) return set_cursor.status();
  Result<Statement> put_peer = database->Prepare(kPutPeer);
  if (!put_peer.ok()) return put_peer.status();
  Result<Statement> forget_peer = database->Prepare(kForgetPeer);
  if (!forget_peer.ok()) return forget_peer.status();
  return std::unique_ptr<BatchWriter>(new BatchWriter(std::move(database), std::move(network), *std::move(add_object),
                                                      *std::move(set_cursor), *std::move(put_peer),
                                                      *std::move(forget_peer)));
}

Status BatchWriter::Commit(std::span<const Write* const> batch) {
  const std::lock_guard lock(database_->mutex());
  DRAGOMAN_TRY(database_->Run("BEGIN IMMEDIATE"));
  Status done = WriteAll(batch);
  if (done.ok()) done = database_->Run("COMMIT");
  // SQLite has rolled back by itself after some errors; if this one fails too, BEGIN will say so next time.
  if (!done.ok() && database_->InTransaction()) (void)database_->Run("ROLLBACK");
  return done;
}

Status BatchWriter::WriteAll(std::span<const Write* const> batch) {
  for (const Write* write : batch) {
    DRAGOMAN_TRY(std::visit([this](const auto& one) { return WriteOne(one); }, *write));
  }
  return Ok();
}

Status BatchWriter::WriteOne(const Object& object) {
  return Query(add_object_)
      .Text(network_)
      .Text(object.kind)
      .Blob(object.id)
      .Int(object.level)
      .Int(object.first_seen_ns)
      .Blob(object.raw)
      .Finish();
}

Status BatchWriter::WriteOne(const CursorWrite& cursor) {
  return Query(set_cursor_).Text(cursor.name).Text(cursor.value).Finish();
}

Status BatchWriter::WriteOne(const PeerRecord& peer) {
  return Query(put_peer_).Text(network_).Text(peer.address).Int(peer.last_seen_ns).Text(peer.note).Finish();
}

Status BatchWriter::WriteOne(const PeerForgotten& peer) {
  return Query(forget_peer_).Text(network_).Text(peer.address).Finish();
}

}  // namespace dragoman::store
