#include "transports/tcp/port_owner.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>

namespace dragoman::tcp {
namespace {

namespace fs = std::filesystem;

// The socket inodes that listen on `port`. A line reads: number, HEX:PORT local, remote, state (0A:
// listening), …, and the inode as the tenth word.
void CollectListeners(const char* table, std::uint16_t port, std::set<std::string>& inodes) {
  std::ifstream lines(table);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string number, local, remote, state, skipped, inode;
    words >> number >> local >> remote >> state;
    for (int i = 0; i < 5; ++i) words >> skipped;
    words >> inode;
    const std::size_t colon = local.find(':');
    if (state != "0A" || colon == std::string::npos) continue;
    if (std::stoul(local.substr(colon + 1), nullptr, 16) == port) inodes.insert(inode);
  }
}

bool Holds(const fs::path& process, const std::set<std::string>& inodes) {
  std::error_code unreadable;
  for (fs::directory_iterator fd(process / "fd", unreadable), end; !unreadable && fd != end;
       fd.increment(unreadable)) {
    std::error_code gone;
    const std::string target = fs::read_symlink(fd->path(), gone).string();
    constexpr std::string_view kSocket = "socket:[";
    if (gone || !target.starts_with(kSocket)) continue;
    if (inodes.contains(target.substr(kSocket.size(), target.size() - kSocket.size() - 1)))
      return true;
  }
  return false;
}

}  // namespace

std::string PortOwner(std::uint16_t port) {
  std::set<std::string> inodes;
  CollectListeners("/proc/net/tcp", port, inodes);
  CollectListeners("/proc/net/tcp6", port, inodes);
  if (inodes.empty()) return {};
  std::error_code unreadable;
  for (fs::directory_iterator entry("/proc", unreadable), end; !unreadable && entry != end;
       entry.increment(unreadable)) {
    const std::string pid = entry->path().filename().string();
    if (pid.find_first_not_of("0123456789") != pid.npos || !Holds(entry->path(), inodes)) continue;
    std::string program;
    std::ifstream name(entry->path() / "comm");
    std::getline(name, program);
    return program + " (process " + pid + ')';
  }
  return {};
}

}  // namespace dragoman::tcp
