#include "apps/dragoman/line_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dragoman {
namespace {

constexpr std::size_t kReadBytes = 256 * KiB;

}  // namespace

Result<LineSource> LineSource::Open(const std::string& path) {
  if (path.empty() || path == "-") return LineSource(STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  LineSource source(descriptor);
  struct stat what {};
  if (descriptor >= 0 && ::fstat(descriptor, &what) == 0 && S_ISDIR(what.st_mode)) errno = EISDIR;
  else if (descriptor >= 0) return source;
  return Status::Because(Code::kUsage, "cannot read " + path + ": " + std::strerror(errno));
}

LineSource::LineSource(LineSource&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      before_waiting_(std::move(other.before_waiting_)),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      scanned_(other.scanned_),
      skipping_(other.skipping_) {}

LineSource::~LineSource() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

bool LineSource::terminal() const { return ::isatty(descriptor_) == 1; }

Result<bool> LineSource::Fill() {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
  }
  if (before_waiting_) before_waiting_();
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kReadBytes);
  ssize_t got = -1;
  do {
    got = ::read(descriptor_, buffer_.data() + had, kReadBytes);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (got < 0) return Status::Because(Code::kStorage, std::string("cannot read the input: ") + std::strerror(errno));
  return got > 0;
}

Result<std::optional<std::string_view>> LineSource::Next() {
  for (;;) {
    std::size_t end = buffer_.find('\n', scanned_);
    std::size_t next = end + 1;
    if (end == std::string::npos) {
      scanned_ = buffer_.size();
      if (buffer_.size() - begin_ > kMaxLineBytes || skipping_) {
        skipping_ = true;
        begin_ = scanned_;
      }
      const Result<bool> more = Fill();
      if (!more.ok()) return more.status();
      if (*more) continue;
      if (begin_ == buffer_.size() && !skipping_) return std::optional<std::string_view>();
      end = next = buffer_.size();
    }
    std::string_view line = std::string_view(buffer_).substr(begin_, end - begin_);
    begin_ = scanned_ = next;
    if (std::exchange(skipping_, false)) {
      return Status(Code::kOverLimit, "a line is over the limit of {} bytes", kMaxLineBytes).At(kMaxLineBytes);
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    return std::optional<std::string_view>(line);
  }
}

Result<std::string> LineSource::Rest() {
  for (;;) {
    const Result<bool> more = Fill();
    if (!more.ok()) return more.status();
    if (!*more) return std::move(buffer_);
    if (buffer_.size() > kMaxLineBytes) {
      return Status(Code::kOverLimit, "the input is over the limit of {} bytes", kMaxLineBytes).At(kMaxLineBytes);
    }
  }
}

}  // namespace dragoman
