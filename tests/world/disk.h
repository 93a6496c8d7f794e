// Disk: a directory whose SQLite files may fail as a disk does: the n-th operation, a full disk, one
// that became read-only. What a killed process leaves behind can be taken from it.
//
// Works through an SQLite VFS that stands before the system's for every file of this process and
// does nothing to files outside of a Disk. One thread. fsync is left out: the machine under a test
// does not lose its power, and waiting for its real disk would be all that a test does.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dragoman::world {

// What SQLite asks of a disk. Locks are not counted: they are the process's.
enum class DiskOperation : std::uint8_t { kOpen, kRead, kWrite, kSync, kTruncate, kDelete, kSize };
const char* Name(DiskOperation operation);

class Disk {
 public:
  Disk();
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // Where the files are now.
  const std::string& directory() const { return directory_; }
  // The scratch directory that all of that is in.
  const std::string& root() const { return root_; }
  std::string file() const { return directory_ + "/dragoman.sqlite"; }
  // Leaves only what is in the files at this moment, as a killed process would: under a directory of
  // another name, so that a store that is still open does no harm.
  void Crash();

  // The n-th operation from now fails, and if `broken` those after it too until Repair.
  void FailAt(std::uint64_t n, bool broken = false);
  // What failed, and what it was.
  std::optional<DiskOperation> failed() const { return failed_; }
  std::uint64_t operations() const { return operations_; }
  // No file grows beyond so many bytes in all from now on; Repair ends it.
  void FillUp(std::uint64_t bytes_left);
  void MakeReadOnly() { read_only_ = true; }
  // Nothing fails from now on.
  void Repair();
  // "ok", or what SQLite finds wrong with the file; nobody may have it open. A file that is not there is ok.
  std::string Integrity();
  // While true, operations neither fail nor count: a test looks at the files.
  void Look(bool looking) { looking_ = looking; }

  // --- for the VFS ---

  // The disk that a path is on, or null.
  static Disk* Of(const char* path);
  // The SQLite result code, 0 for one that may go on.
  int Ask(DiskOperation operation);
  // A write that makes a file larger by so many bytes.
  int AskToWrite(std::uint64_t growth);
  bool read_only() const { return read_only_; }
  // How often it crashed: who opened a file before does not ask any more.
  int generation() const { return generation_; }

 private:
  const std::string root_;
  int generation_ = 0;
  std::string directory_;
  std::uint64_t operations_ = 0;
  std::uint64_t fails_at_ = 0;  // 0: never
  bool broken_ = false;
  bool looking_ = false;
  std::optional<DiskOperation> failed_;
  std::optional<std::uint64_t> bytes_left_;
  bool read_only_ = false;
};

}  // namespace dragoman::world
