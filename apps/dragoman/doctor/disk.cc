// Disk: room, rights, and what is in a store.
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "apps/dragoman/doctor/check.h"
#include "apps/dragoman/doctor/sizes.h"
#include "services/store/examine.h"
#include "services/store/schema.h"

namespace dragoman::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kTooLittle = 64 * MiB;  // the store's own log may become as large
constexpr std::uint64_t kLittle = 1024 * MiB;

// The directory, or what it would be made in.
fs::path Standing(const std::string& directory) {
  std::error_code error;
  fs::path path = fs::absolute(directory, error);
  while (!fs::exists(path, error) && path.has_parent_path() && path != path.parent_path()) path = path.parent_path();
  return path;
}

}  // namespace

Check CheckDisk(const std::string& directory) {
  const fs::path standing = Standing(directory);
  std::error_code error;
  const bool there = fs::exists(directory, error);
  if (!fs::is_directory(standing, error)) {
    return Check::Of("disk", Verdict::kFailed, standing.string() + " is no directory", "Choose another --store directory.");
  }
  if (::access(standing.c_str(), W_OK | X_OK) != 0) {
    return Check::Of("disk", Verdict::kFailed,
                     "cannot write to " + standing.string() + ": " + std::generic_category().message(errno),
                     "Choose a --store directory that this user may write to.");
  }
  struct statvfs room {};
  if (::statvfs(standing.c_str(), &room) != 0) {
    return Check::Of("disk", Verdict::kFailed,
                     "cannot look at the disk of " + standing.string() + ": " + std::generic_category().message(errno),
                     "Choose another --store directory.");
  }
  const std::uint64_t left = static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize;
  const std::string seen = directory + (there ? "" : " (made at the start)") + ": " + SizeText(left) + " are free";
  const char* next = "Make room, or choose a --store directory on another disk.";
  if (left < kTooLittle) return Check::Of("disk", Verdict::kFailed, seen, next);
  if (left < kLittle) return Check::Of("disk", Verdict::kWarning, seen, next);
  return Check::Of("disk", Verdict::kOk, seen);
}

Check CheckStore(const std::string& directory, const std::string& network) {
  const Result<store::Examined> examined = store::Examine(directory);
  if (!examined.ok()) {
    return Check::Of("store", Verdict::kFailed, examined.status().Text(), std::string(examined.status().hint()));
  }
  std::string seen = directory + ": ";
  if (!examined->present) {
    seen += "nothing in it yet";
  } else {
    seen += SizeText(examined->bytes) + " of " + examined->network + ", schema " + std::to_string(examined->schema) +
            (examined->checked ? ", sound" : ", not read through");
  }
  if (examined->present && !network.empty() && examined->network != network) {
    return Check::Of("store", Verdict::kFailed, seen + ", not of " + network, "Choose another --store directory.");
  }
  if (examined->holder.has_value()) {
    const std::string who = *examined->holder > 0 ? "process " + std::to_string(*examined->holder) : "another process";
    return Check::Of("store", Verdict::kWarning, seen + "; in use by " + who,
                     "Right if that is this node, running; else stop it or choose another --store directory.");
  }
  if (examined->present && !examined->checked) {
    return Check::Of("store", Verdict::kWarning, seen,
                     "Too large to read on the way: sqlite3 " + directory + "/dragoman.sqlite 'PRAGMA quick_check'");
  }
  if (examined->present && examined->schema < store::kSchemaVersion) {
    seen += "; the next start brings it to schema " + std::to_string(store::kSchemaVersion);
  }
  return Check::Of("store", Verdict::kOk, seen);
}

}  // namespace dragoman::doctor
