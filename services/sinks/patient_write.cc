#include "services/sinks/patient_write.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <string>

#include <poll.h>
#include <unistd.h>

namespace dragoman::sinks {
namespace {

constexpr int kAskMillis = 50;

}  // namespace

Status PatientWrite(int fd, std::string_view bytes, const std::function<bool()>& give_up) {
  while (!bytes.empty()) {
    pollfd room{fd, POLLOUT, 0};
    const int ready = poll(&room, 1, kAskMillis);
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
      if (give_up()) return Status(Code::kShutdown, "not all could be written");
      continue;
    }
    // A pipe that polls as writable takes PIPE_BUF bytes at once.
    const ssize_t written = write(fd, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return Status(Code::kClosed, "the reader has gone");
    } else if (errno == EAGAIN) {
      if (give_up()) return Status(Code::kShutdown, "not all could be written");
    } else if (errno != EINTR) {
      return Status::Because(Code::kStorage, std::string("cannot write: ") + std::strerror(errno));
    }
  }
  return Ok();
}

void MaskBrokenPipe() {
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
}

}  // namespace dragoman::sinks
