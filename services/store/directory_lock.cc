#include "services/store/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace dragoman::store {
namespace {

constexpr const char* kChooseWritable = "Choose a --store directory that this user may write to.";

Status Unusable(const std::string& what, const std::error_code& why) {
  Status status = Status::Because(Code::kStorage, what + ": " + why.message());
  return status.Next(kChooseWritable);
}

Status Unusable(const std::string& what) { return Unusable(what, std::error_code(errno, std::generic_category())); }

// The process id in the lock file, 0 if there is none (yet).
int OwnerOf(int file) {
  std::array<char, 16> text{};
  const ssize_t got = ::pread(file, text.data(), text.size(), 0);
  int owner = 0;
  if (got > 0) std::from_chars(text.data(), text.data() + got, owner);
  return owner;
}

Status InUse(const std::string& directory, int owner) {
  const std::string who = owner > 0 ? "process " + std::to_string(owner) : std::string("another process");
  Status status = Status::Because(Code::kInUse, "store " + directory + " is in use by " + who);
  return status.Next("Stop it, or choose another --store directory.");
}

}  // namespace

Result<DirectoryLock> DirectoryLock::Take(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return Unusable("cannot create store directory " + directory, error);

  const std::string path = directory + "/dragoman.lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return Unusable("cannot write " + path);
  DirectoryLock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return InUse(directory, OwnerOf(file));
    return Unusable("cannot lock " + path);
  }
  const std::string owner = std::to_string(::getpid()) + '\n';
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, owner.data(), owner.size(), 0) < 0) {
    return Unusable("cannot write " + path);
  }
  return lock;
}

std::optional<int> DirectoryLock::Holder(const std::string& directory) {
  const std::string path = directory + "/dragoman.lock";
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::optional<int> holder;
  if (::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) holder = OwnerOf(file);
  ::close(file);
  return holder;
}

DirectoryLock::~DirectoryLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace dragoman::store
