// DirectoryLock: a store's directory, held against every other Store, in this process or another.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/base/result.h"

namespace dragoman::store {

// An exclusive flock on DIR/dragoman.lock for the life of the object; the kernel drops it when the process dies.
// The file stays behind and holds the process id of the last owner.
class DirectoryLock {
 public:
  // Creates the directory if missing. Errors: kInUse with the owner's process id; kStorage where the directory
  // cannot be made or written.
  static Result<DirectoryLock> Take(const std::string& directory);
  // Who holds it: a process id, 0 if that is not known; nullopt: nobody. Takes and writes nothing.
  static std::optional<int> Holder(const std::string& directory);

  DirectoryLock(DirectoryLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  DirectoryLock& operator=(DirectoryLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace dragoman::store
