// Database: one SQLite connection. Statement: one prepared statement. Query: one use of a Statement.
// Every return code of SQLite becomes a kStorage Status with the file, SQLite's own text and a next step.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dragoman::store {

class Statement;

// One thread at a time: whoever uses it or its statements holds mutex(). Outlives its statements.
class Database {
 public:
  enum class Access { kReadOnly, kReadWrite };  // kReadWrite creates the file
  static constexpr const char* kInMemory = ":memory:";

  static Result<std::shared_ptr<Database>> Open(const std::string& path, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  Result<Statement> Prepare(std::string_view sql);
  // Runs one or more statements whose rows do not matter.
  Status Run(const std::string& sql);
  // The first column of the first row.
  Result<std::int64_t> ReadInt(std::string_view sql);
  Result<std::string> ReadText(std::string_view sql);

  bool InTransaction() const;
  const std::string& path() const { return path_; }
  std::mutex& mutex() { return mutex_; }
  // What an SQLite result code other than success means for this file.
  Status Fault(int code) const;

 private:
  Database(std::string path, sqlite3* handle) : path_(std::move(path)), handle_(handle) {}

  const std::string path_;
  sqlite3* const handle_;
  std::mutex mutex_;
};

class Statement {
 public:
  Statement(Statement&& other) noexcept
      : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)) {}
  Statement& operator=(Statement&& other) noexcept {
    std::swap(database_, other.database_);
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Statement();

 private:
  friend class Database;
  friend class Query;
  Statement(Database& database, sqlite3_stmt* handle) : database_(&database), handle_(handle) {}
  Database* database_;
  sqlite3_stmt* handle_;
};

// Binds in the order of the calls; what is bound must outlive the Query. Ends the statement's read when destroyed.
class Query {
 public:
  explicit Query(Statement& statement) : statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  Query& Int(std::int64_t value);
  Query& Text(std::string_view text);
  Query& Blob(Bytes bytes);

  // True: there is a row; its columns are valid until the next call.
  Result<bool> Next();
  // Runs a statement that gives no rows.
  Status Finish();

  std::int64_t IntAt(int column) const;
  std::string_view TextAt(int column) const;
  Bytes BlobAt(int column) const;

 private:
  void Bound(int code);

  Statement& statement_;
  int place_ = 1;
  int bind_fault_ = 0;  // the first one
};

}  // namespace dragoman::store
