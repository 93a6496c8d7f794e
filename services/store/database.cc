#include "services/store/database.h"

#include <sqlite3.h>

#include <cassert>
#include <cerrno>
#include <system_error>

namespace dragoman::store {
namespace {

// What the system said, 0 if that is not known. SQLite keeps it with the connection or, when a write failed, with the
// file: the database or its log.
int SystemError(sqlite3* handle) {
  if (handle == nullptr) return 0;
  if (const int error = sqlite3_system_errno(handle); error != 0) return error;
  int error = 0;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  sqlite3_file* log = nullptr;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (error == 0 && log != nullptr && log->pMethods != nullptr) {
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  return error;
}

const char* NextStep(int code, int system) {
  if (system == EFBIG) return "This process may write no larger file: raise the limit (ulimit -f) and start it again.";
  switch (code & 0xff) {
    case SQLITE_FULL: return "Free some space on that disk; what waits is written then.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "Move it away to begin anew, or try to save what is in it with the sqlite3 command .recover.";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return "Choose a --store directory that this user may write to.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "Another program holds a transaction on it: end that one.";
    case SQLITE_IOERR: return "Look at the disk and at the kernel's log.";
    default: return nullptr;
  }
}

}  // namespace

Result<std::shared_ptr<Database>> Database::Open(const std::string& path, Access access) {
  const int how = access == Access::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::shared_ptr<Database> database(new Database(path, handle));
  if (code != SQLITE_OK) return database->Fault(code);
  // SQLite opens what it may not write for reading only, and says so at the first write.
  const bool refused = access == Access::kReadWrite && sqlite3_db_readonly(handle, "main") == 1;
  if (refused) return database->Fault(SQLITE_READONLY);
  return database;
}

Database::~Database() {
  // Busy would mean a Statement that outlives its Database.
  [[maybe_unused]] const int code = sqlite3_close(handle_);
  assert(code == SQLITE_OK);
}

Status Database::Fault(int code) const {
  const bool told = handle_ != nullptr && sqlite3_extended_errcode(handle_) == code;
  std::string text = path_ + ": " + (told ? sqlite3_errmsg(handle_) : sqlite3_errstr(code));
  const int kind = code & 0xff;
  const bool of_system = kind == SQLITE_CANTOPEN || kind == SQLITE_IOERR || kind == SQLITE_FULL;
  const int system = of_system ? SystemError(handle_) : 0;
  if (system != 0) text += " (" + std::generic_category().message(system) + ')';
  Status status = Status::Because(Code::kStorage, std::move(text));
  if (const char* next = NextStep(code, system); next != nullptr) status.Next(next);
  return status;
}

Result<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return Fault(code);
  return Statement(*this, statement);
}

Status Database::Run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Ok() : Fault(code);
}

Result<std::int64_t> Database::ReadInt(std::string_view sql) {
  Result<Statement> statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  Query query(*statement);
  const Result<bool> row = query.Next();
  if (!row.ok()) return row.status();
  return *row ? query.IntAt(0) : 0;
}

Result<std::string> Database::ReadText(std::string_view sql) {
  Result<Statement> statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  Query query(*statement);
  const Result<bool> row = query.Next();
  if (!row.ok()) return row.status();
  return std::string(*row ? query.TextAt(0) : std::string_view());
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Statement::~Statement() { sqlite3_finalize(handle_); }  // repeats the last step's code, which was seen there

Query::~Query() {
  sqlite3_reset(statement_.handle_);  // repeats the last step's code, which was seen there
  sqlite3_clear_bindings(statement_.handle_);
}

void Query::Bound(int code) {
  if (bind_fault_ == SQLITE_OK) bind_fault_ = code;
  ++place_;
}

Query& Query::Int(std::int64_t value) {
  Bound(sqlite3_bind_int64(statement_.handle_, place_, value));
  return *this;
}

// A null pointer would bind NULL where empty is meant.
Query& Query::Text(std::string_view text) {
  const char* data = text.empty() ? "" : text.data();
  Bound(sqlite3_bind_text64(statement_.handle_, place_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Query& Query::Blob(Bytes bytes) {
  const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  Bound(sqlite3_bind_blob64(statement_.handle_, place_, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

Result<bool> Query::Next() {
  if (bind_fault_ != SQLITE_OK) return statement_.database_->Fault(bind_fault_);
  const int code = sqlite3_step(statement_.handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return statement_.database_->Fault(code);
}

Status Query::Finish() {
  const Result<bool> row = Next();
  return row.ok() ? Ok() : row.status();
}

std::int64_t Query::IntAt(int column) const { return sqlite3_column_int64(statement_.handle_, column); }

std::string_view Query::TextAt(int column) const { return AsText(BlobAt(column)); }

Bytes Query::BlobAt(int column) const {
  const void* data = sqlite3_column_blob(statement_.handle_, column);
  if (data == nullptr) return {};
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.handle_, column));
  return {static_cast<const std::uint8_t*>(data), size};
}

}  // namespace dragoman::store
