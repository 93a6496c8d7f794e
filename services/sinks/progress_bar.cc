#include "services/sinks/progress_bar.h"

#include <chrono>
#include <utility>
#include <variant>

#include <sys/ioctl.h>

#include "services/sinks/patient_write.h"
#include "services/sinks/progress_text.h"

namespace dragoman {
namespace {

constexpr std::chrono::milliseconds kFrame{100};
constexpr std::size_t kUsualWidth = 80;
// Sentences wait here only while the terminal takes nothing; then older ones matter less.
constexpr std::size_t kMaxSentences = 64;

}  // namespace

ProgressBar::ProgressBar(Router& router, int fd, std::size_t width)
    : router_(router),
      fd_(fd),
      fixed_width_(width),
      subscription_(router.Subscribe([this](const Event& event) { Hear(event); })),
      thread_([this] { Work(); }) {}

ProgressBar::~ProgressBar() {
  subscription_ = Subscription();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ProgressBar::Hear(const Event& event) {
  const auto* progress = std::get_if<event::SyncProgress>(&event.body);
  const auto* importing = std::get_if<event::Importing>(&event.body);
  if (progress == nullptr && importing == nullptr) return;
  {
    const std::lock_guard lock(mutex_);
    if (progress != nullptr) Show(event, *progress);
    if (importing != nullptr) Show(event, *importing);
  }
  wake_.notify_one();
}

void ProgressBar::Show(const Event& event, const event::SyncProgress& progress) {
  const std::string& network = router_.Text(event.network);
  std::string text = sinks::SyncRow(network, event.peer, progress, Width());
  if (progress.done >= progress.target) {
    // A node that follows its network is done after every block: that is no news.
    const bool news = seen_.insert(event.network).second || rows_.contains(event.network);
    if (news) EndRow(event.network, std::move(text));
    return;
  }
  seen_.insert(event.network);
  Row& row = rows_[event.network];
  if (progress.stalled && !row.stalled)
    sentences_.push_back(sinks::StallSentence(network, progress));
  row.stalled = progress.stalled;
  row.text = std::move(text);
  dirty_ = true;
}

void ProgressBar::Show(const Event& event, const event::Importing& importing) {
  const std::string& network = router_.Text(event.network);
  if (importing.finished) return EndRow(event.network, sinks::ImportSentence(network, importing));
  rows_[event.network].text = sinks::ImportRow(network, importing, Width());
  dirty_ = true;
}

void ProgressBar::EndRow(NetworkId network, std::string sentence) {
  rows_.erase(network);
  if (sentences_.size() >= kMaxSentences) sentences_.erase(sentences_.begin());
  sentences_.push_back(std::move(sentence));
  dirty_ = true;
}

void ProgressBar::Work() {
  sinks::MaskBrokenPipe();
  for (bool last = false; !last;) {
    std::string frame;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return dirty_ || stopping_; });
      last = stopping_;
      if (dirty_) frame = Draw();
      if (last && drawn_ > 0) frame += '\n';
    }
    if (!sinks::PatientWrite(fd_, frame, [this] { return stopping_.load(); }).ok()) return;
    std::unique_lock lock(mutex_);
    if (!last) wake_.wait_for(lock, kFrame, [this] { return stopping_.load(); });
  }
}

// The cursor stays at the end of the last row.
std::string ProgressBar::Draw() {
  std::string frame = "\r";
  if (drawn_ > 1) frame += "\x1b[" + std::to_string(drawn_ - 1) + 'A';
  frame += "\x1b[J";  // clears to the end of the screen
  for (const std::string& sentence : std::exchange(sentences_, {})) frame += sentence + "\r\n";
  bool first = true;
  for (const auto& row : rows_) {
    if (!std::exchange(first, false)) frame += "\r\n";
    frame += row.second.text;
  }
  drawn_ = rows_.size();
  dirty_ = false;
  return frame;
}

std::size_t ProgressBar::Width() const {
  if (fixed_width_ > 0) return fixed_width_;
  winsize size{};
  const bool known = ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return known ? std::size_t{size.ws_col} - 1 : kUsualWidth - 1;
}

}  // namespace dragoman
