// Who runs where, and what it costs: processes pinned to cores, their CPU time and memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace dragoman::bench {

// Servers have the first core of those we may use, whoever drives them the last one.
void PinToServerCore();
void PinToDriverCore();
// Whether this program runs in the class SCHED_IDLE, where whatever else runs comes first.
bool RunsOnlyWhenIdle();
// As many descriptors as the system lets us have.
void RaiseDescriptorLimit();

// While it lives no core that we use falls asleep, at the lowest priority there is. To wake a core
// of a virtual machine costs several times what a message costs, and it is not always the same one
// that pays.
class KeepAwake {
 public:
  KeepAwake();
  ~KeepAwake();
  KeepAwake(const KeepAwake&) = delete;
  KeepAwake& operator=(const KeepAwake&) = delete;

 private:
  std::vector<pid_t> spinning_;
};

// Nanoseconds that the whole calling process has computed, in user space and in the kernel.
double OwnCpuNanos();
// The same of another process.
double CpuNanosOf(pid_t pid);
double WallNanos();
// Ends the program with a sentence.
[[noreturn]] void Stop(const std::string& why);

// Tells the parent where the child listens (or anything else that is a number).
using Tell = std::function<void(std::uint64_t)>;

// A child process, killed at the latest with its parent. `work` starts pinned to the server's core
// and must not return.
class ServerProcess {
 public:
  explicit ServerProcess(const std::function<void(const Tell&)>& work);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }
  double CpuNanos() const;
  // Bytes resident, without what is shared with the parent or a file.
  std::uint64_t PrivateBytes() const;
  pid_t pid() const { return pid_; }

 private:
  std::uint64_t Hear();

  pid_t pid_ = -1;
  int heard_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace dragoman::bench
