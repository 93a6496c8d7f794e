// Echo: a protocol that sends every frame back, for tests of transports. Frames are u32 length and
// body.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "core/session/session.h"
#include "core/wire/framer.h"

namespace dragoman::transport_tests {

// What became of the sessions of one side. Thread-safe.
class Log {
 public:
  void Opened(const LinkInfo& link) {
    const std::lock_guard lock(mutex_);
    opened_.push_back(link);
    changed_.notify_all();
  }
  void Ended(const Closed& closed) {
    const std::lock_guard lock(mutex_);
    closed_.push_back(closed);
    changed_.notify_all();
  }
  std::vector<LinkInfo> opened() const {
    const std::lock_guard lock(mutex_);
    return opened_;
  }
  std::vector<Closed> closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }
  void Queued(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    most_queued_ = std::max(most_queued_, bytes);
  }
  std::size_t most_queued() const {
    const std::lock_guard lock(mutex_);
    return most_queued_;
  }
  // False if that many have not closed after ten seconds.
  bool WaitClosed(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10),
                             [&] { return closed_.size() >= count; });
  }
  bool WaitOpened(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10),
                             [&] { return opened_.size() >= count; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<LinkInfo> opened_;
  std::vector<Closed> closed_;
  std::size_t most_queued_ = 0;
};

inline constexpr std::size_t kMaxBody = 4 * MiB;

// u32 big-endian length, then the body.
inline ByteVector Frame(Bytes body) {
  ByteVector frame;
  Writer writer(frame);
  const auto framer = MakeFramer(LengthPrefix{.limit = kMaxBody});
  const std::size_t begun = framer->Begin(writer);
  frame.insert(frame.end(), body.begin(), body.end());
  static_cast<void>(framer->Finish(writer, begun));
  return frame;
}

// `size` bytes that depend on `seed`, so that a byte out of place shows.
inline ByteVector Pattern(std::size_t size, std::uint32_t seed = 1) {
  ByteVector bytes(size);
  for (std::uint8_t& byte : bytes) {
    seed = seed * 1664525 + 1013904223;
    byte = static_cast<std::uint8_t>(seed >> 24);
  }
  return bytes;
}

class Echo final : public Protocol {
 public:
  explicit Echo(Log& log) : log_(log) {}
  void OnOpen(Session& session) override {
    session_ = &session;
    log_.Opened(session.link());
  }
  void OnFrame(const Slice& frame, std::size_t) override {
    session_->Send(frame);
    log_.Queued(session_->out().size());
  }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed& closed) override { log_.Ended(closed); }

 private:
  Log& log_;
  Session* session_ = nullptr;
};

using Questions = std::vector<ByteVector>;

// Collects what arrives; closes itself when `enough` frames are there.
class Asker final : public Protocol {
 public:
  Asker(Log& log, std::vector<ByteVector> questions)
      : log_(log), questions_(std::move(questions)) {}

  void OnOpen(Session& session) override {
    session_ = &session;
    log_.Opened(session.link());
    for (const ByteVector& question : questions_) session.Send(Bytes(question));
  }
  void OnFrame(const Slice& frame, std::size_t) override {
    if (heard_ >= questions_.size() || !(frame == Slice::View(questions_[heard_]))) {
      return session_->Close(Status(Code::kUnexpected, "answer {} differs", heard_));
    }
    if (++heard_ == questions_.size()) session_->Close(Status(Code::kClosed, "all is answered"));
  }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed& closed) override { log_.Ended(closed); }

 private:
  Log& log_;
  const std::vector<ByteVector> questions_;
  std::size_t heard_ = 0;
  Session* session_ = nullptr;
};

// A stream that is known to be a session.
inline Session& AsSession(Stream* stream) { return *static_cast<Session*>(stream); }

// An Adopt that makes `P(log, arguments...)`.
template <class P, class... Arguments>
Adopt Makes(Log& log, SessionLimits limits = {}, Arguments... arguments) {
  return
      [&log, limits, arguments...](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
        return std::make_unique<Session>(std::move(link), host,
                                         MakeFramer(LengthPrefix{.limit = kMaxBody}),
                                         std::make_unique<P>(log, arguments...), limits);
      };
}

}  // namespace dragoman::transport_tests
