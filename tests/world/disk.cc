#include "tests/world/disk.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <set>
#include <system_error>

namespace dragoman::world {
namespace {

namespace fs = std::filesystem;

std::set<Disk*>& Disks() {
  static std::set<Disk*> disks;
  return disks;
}

// One open file: ours in front, the system's behind it in the same piece of memory.
struct File {
  sqlite3_file base;
  Disk* disk;  // null: none of ours
  int generation;
  sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& Of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
const sqlite3_io_methods& Methods(sqlite3_file* file) { return *Of(file).system()->pMethods; }
// Null also where the disk has crashed since.
Disk* DiskOf(sqlite3_file* file) {
  Disk* const disk = Of(file).disk;
  return disk != nullptr && disk->generation() == Of(file).generation ? disk : nullptr;
}
int Ask(sqlite3_file* file, DiskOperation operation) {
  Disk* const disk = DiskOf(file);
  return disk == nullptr ? SQLITE_OK : disk->Ask(operation);
}

int Close(sqlite3_file* file) {
  const int code = Methods(file).xClose(Of(file).system());
  Of(file).base.pMethods = nullptr;
  return code;
}
int Read(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
  const int code = Ask(file, DiskOperation::kRead);
  return code != SQLITE_OK ? code : Methods(file).xRead(Of(file).system(), to, count, at);
}
int Write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  if (Disk* const disk = DiskOf(file); disk != nullptr) {
    sqlite3_int64 size = 0;
    Methods(file).xFileSize(Of(file).system(), &size);
    const sqlite3_int64 growth = std::max<sqlite3_int64>(0, at + count - size);
    if (const int code = disk->AskToWrite(static_cast<std::uint64_t>(growth)); code != SQLITE_OK) return code;
  }
  return Methods(file).xWrite(Of(file).system(), from, count, at);
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = Ask(file, DiskOperation::kTruncate);
  return code != SQLITE_OK ? code : Methods(file).xTruncate(Of(file).system(), size);
}
int Sync(sqlite3_file* file, int flags) {
  if (Of(file).disk == nullptr) return Methods(file).xSync(Of(file).system(), flags);
  return Ask(file, DiskOperation::kSync);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  const int code = Ask(file, DiskOperation::kSize);
  return code != SQLITE_OK ? code : Methods(file).xFileSize(Of(file).system(), size);
}
int Lock(sqlite3_file* file, int level) { return Methods(file).xLock(Of(file).system(), level); }
int Unlock(sqlite3_file* file, int level) { return Methods(file).xUnlock(Of(file).system(), level); }
int CheckReservedLock(sqlite3_file* file, int* out) {
  return Methods(file).xCheckReservedLock(Of(file).system(), out);
}
int FileControl(sqlite3_file* file, int what, void* arg) {
  return Methods(file).xFileControl(Of(file).system(), what, arg);
}
int SectorSize(sqlite3_file* file) { return Methods(file).xSectorSize(Of(file).system()); }
int DeviceCharacteristics(sqlite3_file* file) {
  return Methods(file).xDeviceCharacteristics(Of(file).system());
}
int ShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return Methods(file).xShmMap(Of(file).system(), page, size, extend, out);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return Methods(file).xShmLock(Of(file).system(), offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) { Methods(file).xShmBarrier(Of(file).system()); }
int ShmUnmap(sqlite3_file* file, int remove) {
  return Methods(file).xShmUnmap(Of(file).system(), remove);
}

constexpr int kMethodsVersion = 2;  // with shared memory, without mapped files
const sqlite3_io_methods kMethods = {
    kMethodsVersion, Close,       Read,     Write,   Truncate, Sync,       FileSize,
    Lock,            Unlock,      CheckReservedLock, FileControl, SectorSize, DeviceCharacteristics,
    ShmMap,          ShmLock,     ShmBarrier,        ShmUnmap,    nullptr,    nullptr};

sqlite3_vfs* system_vfs = nullptr;

int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  File& ours = Of(file);
  ours.base.pMethods = nullptr;
  ours.disk = name == nullptr ? nullptr : Disk::Of(name);
  if (ours.disk != nullptr) {
    ours.generation = ours.disk->generation();
    if (const int code = ours.disk->Ask(DiskOperation::kOpen); code != SQLITE_OK) return code;
    // As open(2) does there: no new file, and an old one for reading only.
    if (ours.disk->read_only()) {
      if (!fs::exists(name)) return SQLITE_CANTOPEN;
      flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    }
  }
  const int code = system_vfs->xOpen(system_vfs, name, ours.system(), flags, out);
  if (ours.system()->pMethods != nullptr) ours.base.pMethods = &kMethods;
  return code;
}

int Delete(sqlite3_vfs*, const char* name, int sync) {
  if (Disk* const disk = Disk::Of(name); disk != nullptr) {
    if (disk->read_only()) return SQLITE_IOERR_DELETE;
    if (const int code = disk->Ask(DiskOperation::kDelete); code != SQLITE_OK) return code;
    sync = 0;
  }
  return system_vfs->xDelete(system_vfs, name, sync);
}

int Access(sqlite3_vfs*, const char* name, int flags, int* out) {
  const int code = system_vfs->xAccess(system_vfs, name, flags, out);
  const Disk* const disk = Disk::Of(name);
  if (disk != nullptr && disk->read_only() && flags == SQLITE_ACCESS_READWRITE) *out = 0;
  return code;
}

void StandBeforeTheSystem() {
  if (system_vfs != nullptr) return;
  system_vfs = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs ours = *system_vfs;
  ours.szOsFile = static_cast<int>(sizeof(File)) + system_vfs->szOsFile;
  ours.pNext = nullptr;
  ours.zName = "dragoman-tests";
  ours.xOpen = Open;
  ours.xDelete = Delete;
  ours.xAccess = Access;
  if (sqlite3_vfs_register(&ours, 1) != SQLITE_OK) std::abort();
}

std::string ScratchDirectory() {
  std::error_code error;
  const fs::path memory = "/dev/shm";
  const fs::path base = fs::is_directory(memory, error) ? memory : fs::temp_directory_path();
  std::string path = (base / "dragoman-disk-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) std::abort();
  return path;
}

int CodeOf(DiskOperation operation) {
  switch (operation) {
    case DiskOperation::kOpen: return SQLITE_CANTOPEN;
    case DiskOperation::kRead: return SQLITE_IOERR_READ;
    case DiskOperation::kWrite: return SQLITE_IOERR_WRITE;
    case DiskOperation::kSync: return SQLITE_IOERR_FSYNC;
    case DiskOperation::kTruncate: return SQLITE_IOERR_TRUNCATE;
    case DiskOperation::kDelete: return SQLITE_IOERR_DELETE;
    case DiskOperation::kSize: return SQLITE_IOERR_FSTAT;
  }
  return SQLITE_IOERR;
}

}  // namespace

const char* Name(DiskOperation operation) {
  switch (operation) {
    case DiskOperation::kOpen: return "open";
    case DiskOperation::kRead: return "read";
    case DiskOperation::kWrite: return "write";
    case DiskOperation::kSync: return "sync";
    case DiskOperation::kTruncate: return "truncate";
    case DiskOperation::kDelete: return "delete";
    case DiskOperation::kSize: return "size";
  }
  return "";
}

Disk::Disk() : root_(ScratchDirectory()), directory_(root_ + "/0") {
  StandBeforeTheSystem();
  Disks().insert(this);
}

Disk::~Disk() {
  Disks().erase(this);
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

void Disk::Crash() {
  const std::string after = root_ + '/' + std::to_string(++generation_);
  fs::create_directories(after);
  for (const char* name : {"/dragoman.sqlite", "/dragoman.sqlite-wal", "/dragoman.sqlite-journal"}) {
    std::error_code error;
    if (fs::exists(directory_ + name)) fs::copy_file(directory_ + name, after + name, error);
    if (error) std::abort();
  }
  directory_ = after;
}

void Disk::FailAt(std::uint64_t n, bool broken) {
  fails_at_ = n == 0 ? 0 : operations_ + n;
  broken_ = broken;
  failed_.reset();
}

void Disk::FillUp(std::uint64_t bytes_left) { bytes_left_ = bytes_left; }

void Disk::Repair() {
  fails_at_ = 0;
  bytes_left_.reset();
  read_only_ = false;
}

std::string Disk::Integrity() {
  if (!fs::exists(file())) return "ok";
  looking_ = true;
  sqlite3* database = nullptr;
  std::string found;
  int code = sqlite3_open_v2(file().c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  if (code == SQLITE_OK) {
    const auto take = [](void* to, int, char** columns, char**) {
      *static_cast<std::string*>(to) += columns[0];
      return 0;
    };
    code = sqlite3_exec(database, "PRAGMA integrity_check", take, &found, nullptr);
  }
  if (code != SQLITE_OK) found = sqlite3_errmsg(database);
  sqlite3_close(database);
  looking_ = false;
  return found;
}

Disk* Disk::Of(const char* path) {
  for (Disk* disk : Disks()) {
    if (std::strncmp(path, disk->root_.c_str(), disk->root_.size()) == 0) return disk;
  }
  return nullptr;
}

int Disk::Ask(DiskOperation operation) {
  if (looking_) return SQLITE_OK;
  ++operations_;
  const bool writes = operation == DiskOperation::kWrite || operation == DiskOperation::kTruncate;
  if (read_only_ && writes) return SQLITE_READONLY;
  if (fails_at_ == 0 || operations_ < fails_at_ || (!broken_ && operations_ > fails_at_)) return SQLITE_OK;
  if (!failed_.has_value()) failed_ = operation;
  return CodeOf(operation);
}

int Disk::AskToWrite(std::uint64_t growth) {
  if (bytes_left_.has_value() && !looking_) {
    if (growth > *bytes_left_) return SQLITE_FULL;
    *bytes_left_ -= growth;
  }
  return Ask(DiskOperation::kWrite);
}

}  // namespace dragoman::world
