// A pipe for tests of sinks: the sink writes, the test reads when it likes.
#pragma once

#include <array>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace dragoman::sinks {

class Pipe {
 public:
  Pipe() {
    if (pipe(ends_.data()) != 0) std::abort();
  }
  ~Pipe() {
    CloseReader();
    CloseWriter();
  }
  int writer() const { return ends_[1]; }
  void CloseReader() { Close(ends_[0]); }
  void CloseWriter() { Close(ends_[1]); }

  // As small as the system allows: one page.
  void Shrink() { fcntl(ends_[1], F_SETPIPE_SZ, 4096); }
  // Reads until the text holds `until`, or for ten seconds; gives all that was read since the pipe
  // was made.
  const std::string& ReadUntil(const std::string& until) {
    while (read_.find(until) == std::string::npos && ReadSome(10'000)) {
    }
    return read_;
  }
  const std::string& ReadToEnd() {
    while (ReadSome(10'000)) {
    }
    return read_;
  }

 private:
  static void Close(int& fd) {
    if (fd >= 0) close(fd);
    fd = -1;
  }
  bool ReadSome(int wait_millis) {
    pollfd there{ends_[0], POLLIN, 0};
    if (poll(&there, 1, wait_millis) <= 0) return false;
    std::array<char, 4096> some;
    const ssize_t count = read(ends_[0], some.data(), some.size());
    if (count <= 0) return false;
    read_.append(some.data(), static_cast<std::size_t>(count));
    return true;
  }

  std::array<int, 2> ends_{-1, -1};
  std::string read_;
};

}  // namespace dragoman::sinks
