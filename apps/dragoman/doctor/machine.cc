// Clock, open files and memory of this machine.
#include <sys/resource.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <limits>
#include <optional>
#include <thread>

#include "apps/dragoman/doctor/check.h"
#include "apps/dragoman/doctor/sizes.h"

namespace dragoman::doctor {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWatched{100};
constexpr milliseconds kTolerated{50};  // a busy machine, a clock that is being slewed
// No clock is right that shows a time before this program was written, or long after it.
constexpr std::time_t kEarliest = 1'704'067'200;  // 2024-01-01
constexpr std::time_t kLatest = 4'102'444'800;    // 2100-01-01

// Files of a node beside its peers': listeners, loops, the store, its log.
constexpr std::uint64_t kOwnFiles = 64;
constexpr std::uint64_t kUsualDials = 8;

std::string UtcText(std::time_t seconds) {
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

// The first number of the first line of a file that begins with `key`.
std::optional<std::uint64_t> NumberIn(const char* file, std::string_view key) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t digit = line.find_first_of("0123456789", key.size());
    if (digit == line.npos) return std::nullopt;
    return std::strtoull(line.c_str() + digit, nullptr, 10);
  }
  return std::nullopt;
}

// The machine's memory, or less where this process is confined.
std::uint64_t MemoryInAll() {
  const auto machine =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE));
  const std::uint64_t none = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t two = NumberIn("/sys/fs/cgroup/memory.max", "").value_or(none);
  const std::uint64_t one = NumberIn("/sys/fs/cgroup/memory/memory.limit_in_bytes", "").value_or(none);
  return std::min({machine, one, two});
}

// Connections in a TLS handshake or an upgrade: so many of each loop, and there is a loop for each core.
std::uint64_t MostOpening(const config::Settings& node) {
  if (!node.faults().empty()) return 0;
  const Dialect& dialect = node.dialect();
  if (!dialect.tls().has_value() && dialect.transport() != Transport::kWebSocket) return 0;
  return node.limits().opening * std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk: return "ok";
    case Verdict::kWarning: return "warning";
    case Verdict::kFailed: return "failed";
  }
  return "failed";
}

Check Check::Of(std::string name, Verdict verdict, std::string seen, std::string next) {
  Check check;
  check.name = std::move(name);
  check.verdict = verdict;
  check.seen = std::move(seen);
  check.next = std::move(next);
  return check;
}

Check CheckClock() {
  const auto steady = std::chrono::steady_clock::now();
  const auto wall = std::chrono::system_clock::now();
  std::this_thread::sleep_for(kWatched);
  const auto steady_passed = std::chrono::steady_clock::now() - steady;
  const auto wall_passed = std::chrono::system_clock::now() - wall;
  const std::time_t now = std::chrono::system_clock::to_time_t(wall);
  const std::string shown = UtcText(now);

  if (now < kEarliest || now > kLatest) {
    return Check::Of("clock", Verdict::kFailed, "it shows " + shown, "Set it: 'timedatectl set-ntp true', or 'date -s'.");
  }
  if (steady_passed < kWatched) {
    return Check::Of("clock", Verdict::kFailed, "the steady clock stands still",
                     "Nothing here can work without it; tell whoever runs this (virtual) machine.");
  }
  if (wall_passed > steady_passed + kTolerated || wall_passed < steady_passed - kTolerated) {
    return Check::Of("clock", Verdict::kWarning, "the wall clock was set while we looked",
                     "Look again; if it happens often, two programs set it.");
  }
  timex state{};
  const int kernel = ::adjtimex(&state);
  if (kernel < 0) return Check::Of("clock", Verdict::kOk, shown + "; whether it is synchronised cannot be told here");
  if (kernel == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return Check::Of("clock", Verdict::kWarning, shown + "; the kernel does not know it to be synchronised",
                     "Run chrony or systemd-timesyncd, here or on this container's host; 'timedatectl' shows the state.");
  }
  return Check::Of("clock", Verdict::kOk, shown + ", synchronised within " + std::to_string(state.maxerror / 1000 + 1) + " ms");
}

Check CheckDescriptors(const Nodes& nodes) {
  std::uint64_t needed = 0;
  std::uint64_t inbound = 0;
  for (const config::Settings& node : nodes) {
    const Limits limits = node.limits();
    const std::uint64_t dials = std::max<std::uint64_t>(kUsualDials, node.texts("peers").size());
    const std::uint64_t files = limits.inbound + limits.half_open + MostOpening(node) + dials + kOwnFiles;
    if (files < needed) continue;
    needed = files;
    inbound = limits.inbound;
  }
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  const std::string seen = std::to_string(files.rlim_cur) + " open files allowed, " + std::to_string(needed) +
                           " needed for " + std::to_string(inbound) + " peers connected to us";
  if (files.rlim_cur >= needed) return Check::Of("descriptors", Verdict::kOk, seen);
  const bool raised_here = files.rlim_max >= needed;
  return Check::Of("descriptors", Verdict::kFailed, seen,
                   (raised_here ? "Type 'ulimit -n " + std::to_string(needed) + "' before the start"
                                : "Raise the hard limit of " + std::to_string(files.rlim_max) + " as root (LimitNOFILE=)") +
                       ", or take fewer peers: --limit inbound=N.");
}

Check CheckMemory(const Nodes& nodes) {
  const std::uint64_t all = MemoryInAll();
  std::uint64_t budget = 0;
  for (const config::Settings& node : nodes) {
    const std::uint64_t own = node.limits().process_bytes;
    budget += own == 0 ? all / 4 : own;
  }
  const std::uint64_t left = std::min(all, NumberIn("/proc/meminfo", "MemAvailable:").value_or(all / 1024) * 1024);
  const std::string seen = "peers may use " + SizeText(budget) + "; " + SizeText(left) + " of " + SizeText(all) + " are free";
  const char* next = "Lower it: limits.process_bytes, or --limit process_bytes=N.";
  if (budget > all) return Check::Of("memory", Verdict::kFailed, seen, next);
  if (budget > left) return Check::Of("memory", Verdict::kWarning, seen, next);
  return Check::Of("memory", Verdict::kOk, seen);
}

}  // namespace dragoman::doctor
