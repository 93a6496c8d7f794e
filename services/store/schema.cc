#include "services/store/schema.h"

#include <array>

namespace dragoman::store {
namespace {

// Step n leads from version n to n + 1; what was released is never edited. A new file takes every step.
constexpr std::array<const char*, kSchemaVersion> kSteps = {
    // 1. `raw` stands last, so that the other columns are read without walking a big blob's pages.
    R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  network TEXT NOT NULL,
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  first_seen_ns INTEGER NOT NULL,
  raw BLOB NOT NULL);
CREATE UNIQUE INDEX objects_by_id ON objects(network, kind, id);
CREATE INDEX objects_in_order ON objects(network, kind);
CREATE TABLE peers(
  network TEXT NOT NULL,
  address TEXT NOT NULL,
  first_seen_ns INTEGER NOT NULL,
  last_seen_ns INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY(network, address)) WITHOUT ROWID;
CREATE TABLE cursors(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)",
    // 2. How far an object was checked. Added behind `raw`: that takes no time however large the file is.
    "ALTER TABLE objects ADD COLUMN level INTEGER NOT NULL DEFAULT 0;",
};

Status Refuse(std::string text, const char* next) {
  Status status = Status::Because(Code::kStorage, std::move(text));
  return status.Next(next);
}

// The version of the file's schema, 0 for a new file.
Result<std::int64_t> VersionOf(Database& database) {
  const Result<std::int64_t> tables = database.ReadInt("SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();
  if (*tables == 0) return 0;

  const Result<std::int64_t> application = database.ReadInt("PRAGMA application_id");
  if (!application.ok()) return application.status();
  if (*application != kApplicationId) {
    return Refuse(database.path() + " is a database of another program", "Choose another --store directory.");
  }
  const Result<std::int64_t> version = database.ReadInt("PRAGMA user_version");
  if (version.ok() && *version > kSchemaVersion) {
    return Refuse(database.path() + " was written by a newer Dragoman: schema " + std::to_string(*version) +
                      ", this one reads up to " + std::to_string(kSchemaVersion),
                  "Use the newer one, or choose another --store directory.");
  }
  return version;
}

Status CheckNetwork(Database& database, const std::string& place, std::string_view network) {
  const Result<std::string> held = database.ReadText("SELECT value FROM meta WHERE key = 'network'");
  if (!held.ok()) return held.status();
  if (*held == network) return Ok();
  return Refuse("store " + place + " holds \"" + *held + "\", not \"" + std::string(network) + '"',
                "Choose another --store directory.");
}

Status SetMeta(Database& database, std::string_view key, std::string_view value) {
  Result<Statement> statement = database.Prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
  if (!statement.ok()) return statement.status();
  return Query(*statement).Text(key).Text(value).Finish();
}

Status TakeSteps(Database& database, std::int64_t from, std::string_view network) {
  for (std::int64_t step = from; step < kSchemaVersion; ++step) {
    DRAGOMAN_TRY(database.Run(kSteps[static_cast<std::size_t>(step)]));
  }
  DRAGOMAN_TRY(SetMeta(database, "network", network));
  DRAGOMAN_TRY(SetMeta(database, "schema", std::to_string(kSchemaVersion)));
  DRAGOMAN_TRY(database.Run("PRAGMA application_id = " + std::to_string(kApplicationId)));
  return database.Run("PRAGMA user_version = " + std::to_string(kSchemaVersion));
}

}  // namespace

Status PrepareSchema(Database& database, const std::string& place, std::string_view network) {
  const Result<std::int64_t> version = VersionOf(database);
  if (!version.ok()) return version.status();
  if (*version > 0) DRAGOMAN_TRY(CheckNetwork(database, place, network));
  if (*version == kSchemaVersion) return Ok();

  DRAGOMAN_TRY(database.Run("BEGIN IMMEDIATE"));
  Status done = TakeSteps(database, *version, network);
  if (done.ok()) done = database.Run("COMMIT");
  if (!done.ok() && database.InTransaction()) (void)database.Run("ROLLBACK");
  return done;
}

}  // namespace dragoman::store
