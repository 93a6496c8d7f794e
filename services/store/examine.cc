#include "services/store/examine.h"

#include <filesystem>
#include <system_error>

#include "services/store/directory_lock.h"
#include "services/store/schema.h"

namespace dragoman::store {
namespace {

Status Refuse(std::string text, const char* next) {
  return Status::Because(Code::kStorage, std::move(text)).Next(next);
}

Status Read(Database& database, Examined& seen) {
  DRAGOMAN_TRY(database.Run("PRAGMA busy_timeout = 5000"));
  const Result<std::int64_t> application = database.ReadInt("PRAGMA application_id");
  if (!application.ok()) return application.status();
  if (*application != kApplicationId) {
    return Refuse(database.path() + " is a database of another program", "Choose another --store directory.");
  }
  const Result<std::int64_t> version = database.ReadInt("PRAGMA user_version");
  if (!version.ok()) return version.status();
  seen.schema = *version;
  if (seen.schema > kSchemaVersion) {
    return Refuse(database.path() + " was written by a newer Dragoman: schema " + std::to_string(seen.schema) +
                      ", this one reads up to " + std::to_string(kSchemaVersion),
                  "Use the newer one, or choose another --store directory.");
  }
  const Result<std::string> network = database.ReadText("SELECT value FROM meta WHERE key = 'network'");
  if (!network.ok()) return network.status();
  seen.network = *network;
  if (seen.bytes > kMaxExaminedBytes) return Ok();
  const Result<std::string> sound = database.ReadText("PRAGMA quick_check(1)");
  if (!sound.ok()) return sound.status();
  if (*sound != "ok") {
    return Refuse(database.path() + " is damaged: " + *sound,
                  "Move it away to begin anew, or try to save what is in it with the sqlite3 command .recover.");
  }
  seen.checked = true;
  return Ok();
}

}  // namespace

Result<Examined> Examine(const std::string& directory) {
  Examined seen;
  seen.holder = DirectoryLock::Holder(directory);
  const std::string path = directory + "/dragoman.sqlite";
  std::error_code error;
  seen.present = std::filesystem::exists(path, error);
  if (error) return Refuse("cannot look into " + directory + ": " + error.message(), "Choose a directory of your own.");
  if (!seen.present) return seen;
  seen.bytes = std::filesystem::file_size(path, error);
  // Beside a process that writes: read only. Alone: as the next start would, so that what an unclean end left in the
  // log is seen and no stray files of the log stay behind.
  std::optional<DirectoryLock> lock;
  if (!seen.holder.has_value()) {
    Result<DirectoryLock> taken = DirectoryLock::Take(directory);
    if (!taken.ok() && taken.status().code() != Code::kInUse) return taken.status();
    if (taken.ok()) lock = *std::move(taken);
  }
  const auto access = lock.has_value() ? Database::Access::kReadWrite : Database::Access::kReadOnly;
  const Result<std::shared_ptr<Database>> database = Database::Open(path, access);
  if (!database.ok()) return database.status();
  DRAGOMAN_TRY(Read(**database, seen));
  return seen;
}

}  // namespace dragoman::store
