#include "apps/dragoman/key_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

namespace dragoman {
namespace {

Status Fault(const std::string& path, const char* what, int error) {
  return Status::Because(Code::kStorage, path + " cannot be " + what + ": " + std::strerror(error));
}

// Chains of certificates have some kilobytes.
constexpr std::size_t kLargest = 1024 * 1024;

Status Unreadable(const std::string& path, const std::string& why) {
  return Status::Because(Code::kUsage, path + " cannot be read: " + why);
}

// Zero, or the system's error number.
int WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

}  // namespace

Result<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Unreadable(path, std::strerror(errno));
  std::string text(kLargest + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return Unreadable(path, std::strerror(errno));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kLargest) return Unreadable(path, "it has more than 1 MiB");
  return text;
}

Status WriteText(const std::string& path, const std::string& text, mode_t mode) {
  const std::string fresh = path + ".new";
  if (::unlink(fresh.c_str()) != 0 && errno != ENOENT) return Fault(fresh, "removed", errno);
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  if (file < 0) return Fault(fresh, "written", errno);
  const int failed = WriteAll(file, text);
  ::close(file);
  if (failed != 0) {
    ::unlink(fresh.c_str());
    return Fault(fresh, "written", failed);
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) return Fault(path, "replaced", errno);
  return Ok();
}

}  // namespace dragoman
