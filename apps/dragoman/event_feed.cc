#include "apps/dragoman/event_feed.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dragoman {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
// So that keys are heard between.
constexpr int kReadsAtOnce = 16;

}  // namespace

Result<EventFeed> EventFeed::Open(const std::string& path) {
  if (path == "-") {
    if (::isatty(STDIN_FILENO) != 0) {
      return Status(Code::kUsage, "--events - reads a pipe: dragoman node … --json | dragoman top --events -");
    }
    return EventFeed(STDIN_FILENO);
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return Status::Because(Code::kUsage, "cannot read " + path + ": " + std::strerror(errno));
  struct stat about {};
  if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    ::close(descriptor);
    return Status::Because(Code::kUsage, path + " is a folder; --events wants a file of event lines");
  }
  return EventFeed(descriptor);
}

EventFeed::EventFeed(int descriptor) : descriptor_(descriptor) {
  struct stat about {};
  file_ = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

EventFeed::EventFeed(EventFeed&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      file_(other.file_),
      ended_(other.ended_),
      skipping_(other.skipping_),
      buffer_(std::move(other.buffer_)) {}

EventFeed::~EventFeed() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

// False where nothing is there for now.
bool EventFeed::Fill() {
  pollfd ready{descriptor_, POLLIN, 0};
  if (::poll(&ready, 1, 0) <= 0) return false;
  char bytes[kReadBytes];
  const ssize_t count = ::read(descriptor_, bytes, sizeof bytes);
  if (count > 0) {
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  if (count == 0 && file_) {
    // Begun anew: who writes has made it shorter.
    struct stat about {};
    const off_t here = ::lseek(descriptor_, 0, SEEK_CUR);
    if (::fstat(descriptor_, &about) == 0 && about.st_size < here) ::lseek(descriptor_, 0, SEEK_SET);
    return false;
  }
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
  ended_ = true;
  return false;
}

void EventFeed::Read(const std::function<void(const Result<Json>& event)>& take) {
  for (int i = 0; i < kReadsAtOnce && !ended_; ++i) {
    if (!Fill()) break;
    std::size_t from = 0;
    for (std::size_t end; (end = buffer_.find('\n', from)) != std::string::npos; from = end + 1) {
      const std::string_view line = std::string_view(buffer_).substr(from, end - from);
      if (!std::exchange(skipping_, false) && !line.empty()) take(Json::Parse(line));
    }
    buffer_.erase(0, from);
    if (buffer_.size() > kMaxLineBytes) {
      buffer_.clear();
      if (!std::exchange(skipping_, true)) take(Status(Code::kOverLimit, "a line is over {} bytes", kMaxLineBytes));
    }
  }
  if (ended_ && !buffer_.empty()) {
    if (!skipping_) take(Json::Parse(buffer_));
    buffer_.clear();
  }
}

}  // namespace dragoman
