#include "bench/measure/process.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <utility>
#include <vector>

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dragoman::bench {
namespace {

// As it was before anybody was pinned.
const std::vector<int>& Cores() {
  static const std::vector<int> cores = [] {
    std::vector<int> found;
    cpu_set_t all;
    CPU_ZERO(&all);
    ::sched_getaffinity(0, sizeof all, &all);
    for (int core = 0; core < CPU_SETSIZE; ++core) {
      if (CPU_ISSET(core, &all)) found.push_back(core);
    }
    return found;
  }();
  return cores;
}

void PinTo(int core) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  if (::sched_setaffinity(0, sizeof one, &one) != 0)
    Stop("cannot pin to core " + std::to_string(core));
}

double Nanos(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

}  // namespace

void Stop(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

void PinToServerCore() { PinTo(Cores().front()); }
void PinToDriverCore() { PinTo(Cores().back()); }

bool RunsOnlyWhenIdle() { return ::sched_getscheduler(0) == SCHED_IDLE; }

void RaiseDescriptorLimit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

double OwnCpuNanos() { return Nanos(CLOCK_PROCESS_CPUTIME_ID); }
double CpuNanosOf(pid_t pid) {
  clockid_t clock = 0;
  if (::clock_getcpuclockid(pid, &clock) != 0) Stop("no CPU clock of the server process");
  return Nanos(clock);
}
double WallNanos() { return Nanos(CLOCK_MONOTONIC); }

KeepAwake::KeepAwake() {
  const pid_t parent = ::getpid();
  for (const int core : Cores()) {
    const pid_t pid = ::fork();
    if (pid < 0) Stop("no process");
    if (pid != 0) {
      spinning_.push_back(pid);
      continue;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    PinTo(core);
    const sched_param lowest{};
    ::sched_setscheduler(0, SCHED_IDLE, &lowest);
    for (;;) asm volatile("pause");
  }
}

KeepAwake::~KeepAwake() {
  for (const pid_t pid : spinning_) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
}

ServerProcess::ServerProcess(const std::function<void(const Tell&)>& work) {
  int ends[2];
  if (::pipe(ends) != 0) Stop("no pipe");
  Cores();
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) Stop("no process");
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    ::close(ends[0]);
    PinToServerCore();
    work([fd = ends[1]](std::uint64_t number) {
      if (::write(fd, &number, sizeof number) != sizeof number) ::_exit(1);
    });
    ::_exit(1);
  }
  ::close(ends[1]);
  heard_ = ends[0];
  port_ = static_cast<std::uint16_t>(Hear());
}

ServerProcess::~ServerProcess() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  ::close(heard_);
}

std::uint64_t ServerProcess::Hear() {
  std::uint64_t number = 0;
  if (::read(heard_, &number, sizeof number) != sizeof number)
    Stop("a server process ended by itself");
  return number;
}

double ServerProcess::CpuNanos() const { return CpuNanosOf(pid_); }

std::uint64_t ServerProcess::PrivateBytes() const {
  std::ifstream lines("/proc/" + std::to_string(pid_) + "/smaps_rollup");
  std::uint64_t bytes = 0;
  for (std::string word; lines >> word;) {
    std::uint64_t kilobytes = 0;
    if (word == "Private_Dirty:" && lines >> kilobytes) bytes += kilobytes * 1024;
  }
  return bytes;
}

}  // namespace dragoman::bench
