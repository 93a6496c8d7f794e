#include "services/store/connect.h"

#include <filesystem>
#include <system_error>

#include "services/store/schema.h"

namespace dragoman::store {
namespace {

// SQLite's journal makes a killed process harmless; what this finds is a damaged disk or a copy gone wrong, and it
// reads the whole file: about a tenth of a second at this size, too long above it.
constexpr std::uintmax_t kCheckedBytes = 64 * MiB;

// For a sqlite3 shell that somebody has open on the file.
constexpr const char* kPatience = "PRAGMA busy_timeout = 5000";

// NORMAL: a commit reaches the operating system at once, the disk at the next checkpoint. A killed process loses
// nothing committed; a power cut may lose the last commits, never the file.
constexpr const char* kJournal =
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA foreign_keys = OFF;"
    "PRAGMA journal_size_limit = 67108864";  // the log shrinks to 64 MiB after a burst

std::uintmax_t SizeOf(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

// A journal that a clean end would have removed.
bool EndedUncleanly(const std::string& path) { return SizeOf(path + "-wal") > 0; }

Status Check(Database& database) {
  const Result<std::string> found = database.ReadText("PRAGMA quick_check(1)");
  if (!found.ok()) return found.status();
  if (*found == "ok") return Ok();
  Status status = Status::Because(Code::kStorage, database.path() + " is damaged: " + *found);
  return status.Next("Move it away to begin anew, or try to save what is in it with the sqlite3 command .recover.");
}

Status UseJournal(Database& database) {
  const Result<std::string> mode = database.ReadText("PRAGMA journal_mode = WAL");
  if (!mode.ok()) return mode.status();
  if (*mode != "wal") {
    Status status = Status::Because(Code::kStorage, database.path() + ": no write-ahead log on this file system");
    return status.Next("Choose a --store directory on a local disk.");
  }
  DRAGOMAN_TRY(database.Run(kJournal));
  // Opens the log on this connection, too: the one that closes last removes only a log that it has open.
  return database.ReadInt("SELECT count(*) FROM sqlite_schema").status();
}

Result<Connections> ConnectInMemory(std::string_view network) {
  Result<std::shared_ptr<Database>> database = Database::Open(Database::kInMemory, Database::Access::kReadWrite);
  if (!database.ok()) return database.status();
  DRAGOMAN_TRY(PrepareSchema(**database, "in memory", network));
  Connections connections;
  connections.writer = *database;
  connections.reader = *database;
  return connections;
}

}  // namespace

Result<Connections> Connect(const std::string& directory, std::string_view network) {
  if (directory.empty()) return ConnectInMemory(network);

  const std::string path = directory + "/dragoman.sqlite";
  const bool unclean = EndedUncleanly(path);
  Result<std::shared_ptr<Database>> writer = Database::Open(path, Database::Access::kReadWrite);
  if (!writer.ok()) return writer.status();
  DRAGOMAN_TRY((*writer)->Run(kPatience));
  if (unclean && SizeOf(path) <= kCheckedBytes) DRAGOMAN_TRY(Check(**writer));
  DRAGOMAN_TRY(PrepareSchema(**writer, directory, network));
  DRAGOMAN_TRY(UseJournal(**writer));

  Result<std::shared_ptr<Database>> reader = Database::Open(path, Database::Access::kReadOnly);
  if (!reader.ok()) return reader.status();
  DRAGOMAN_TRY((*reader)->Run(kPatience));
  Connections connections;
  connections.writer = *writer;
  connections.reader = *reader;
  return connections;
}

}  // namespace dragoman::store
